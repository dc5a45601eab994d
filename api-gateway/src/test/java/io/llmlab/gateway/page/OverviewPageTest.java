package io.llmlab.gateway.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.llmlab.gateway.page.Dashboard.PATIENTLY;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import io.llmlab.gateway.page.stub.StubLab;
import io.llmlab.gateway.testing.Events;
import io.llmlab.gateway.testing.ReadModels;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("full")
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
@WithTestResource(StubLab.class)
class OverviewPageTest {

    private static final int FIRST_VIEW_BYTES = 200_000;
    private static final Pattern LISTS = Pattern.compile("/(models|alerts|regression-detection/.*|scheduler/jobs)\\?");
    private static final Pattern ALERTS = Pattern.compile("/alerts\\?");

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    Pool pool;

    /// The page asks the gateway's read model, which is made of what the stub tells.
    @BeforeEach
    void fillTheReadModel() {
        ReadModels.rebuild(pool);
    }

    @Test
    void saysWhatNeedsAttentionAndShowsTheMatrix() {
        try (var dashboard = Dashboard.open("/")) {
            var page = dashboard.page();
            var now = page.locator("#attention");
            assertThat(now).containsText("gpt-x on gsm8k fell", PATIENTLY);
            assertThat(now).containsText("Suspected, being confirmed");
            assertThat(now).containsText("The endpoint answered 401");
            assertThat(now).containsText("hourly-llama-local");
            assertThat(now).containsText("mistral-z");
            assertThat(now.locator("progress")).hasAttribute("max", "1319");
            assertThat(page.locator(".tiles")).containsText("$");

            assertThat(page.locator(".tiles")).containsText("of $20.00 budget");
            assertThat(page.locator("#worst-budget")).containsText("of $5.00");

            var dropped = page.locator("td[data-worse=true]");
            assertThat(dropped).hasCount(1);
            assertThat(dropped).containsText(Pattern.compile("7\\d\\.\\d %.*± 0\\.8, n 10000", Pattern.DOTALL));
            assertThat(dropped.locator(".spark-change")).hasCount(1);
            assertThat(page.locator("#live")).containsText("Live", PATIENTLY);
            dashboard.looks("overview");
        }
    }

    @Test
    void saysWhoIsOverItsBudget() {
        try (var dashboard = Dashboard.closed()) {
            var page = dashboard.page();
            answer(page, "/alert-rules\\?", """
                    [{"rule_id": "budget", "alert_type": "cost_anomaly", "enabled": true,
                      "conditions": {"budget_per_day": 2}, "matchers": [{"name": "model", "value": "gpt.*", "is_regex": true}]}]""");
            answer(page, "/dashboard/activity", """
                    {"running": 0, "queued": 0, "open_runs": [], "failed": 0, "failed_runs": [],
                     "costs": {"today": 3, "this_month": 3,
                               "models": [{"model_id": 1, "today_utc": 3, "this_month_utc": 3}]}}""");
            dashboard.go("/");
            assertThat(page.locator("#worst-budget")).containsText("over budget: gpt-x, $3.00 of $2.00", PATIENTLY);
            assertThat(page.locator(".tile[data-state=over]")).containsText("$3.00 of $2.00 budget, 150 %");
            dashboard.looks("over-budget");
        }
    }

    /// A browser may not know where it is, and call it `Etc/Unknown`.
    @Test
    void showsTheCostsOfUtcWhereTheZoneIsNotKnown() {
        try (var dashboard = Dashboard.closed()) {
            var page = dashboard.page();
            dashboard.expectComplaint("Failed to load resource");
            page.route(
                    Pattern.compile("/dashboard/activity\\?"),
                    route -> route.fulfill(new FulfillOptions()
                            .setStatus(422)
                            .setContentType("application/problem+json")
                            .setBody("{\"detail\": \"time_zone must be a time zone\"}")));
            dashboard.go("/");
            assertThat(page.locator(".tiles")).containsText("of $20.00 budget", PATIENTLY);
        }
    }

    private static void answer(Page page, String path, String json) {
        page.route(
                Pattern.compile(path),
                route -> route.fulfill(
                        new FulfillOptions().setContentType("application/json").setBody(json)));
    }

    @Test
    void loadsLittleAndNothingFromElsewhere() throws IOException {
        try (var dashboard = Dashboard.closed()) {
            var answers = new ArrayList<Response>();
            dashboard.page().onResponse(answers::add);
            dashboard.go("/");
            assertThat(dashboard.page().locator(".matrix")).containsText("gpt-x", PATIENTLY);

            assertThat(answers).extracting(Response::url).allMatch(url -> url.startsWith("http://localhost:"));
            var scripts = answers.stream()
                    .filter(answer -> answer.url().endsWith(".js"))
                    .toList();
            assertThat(scripts).isNotEmpty().allMatch(script -> "gzip".equals(script.headerValue("content-encoding")));
            assertThat(compressed(scripts)).isBetween(5_000, FIRST_VIEW_BYTES);
        }
    }

    @Test
    void saysWhenItHasLostTheServer() {
        try (var dashboard = Dashboard.open("/")) {
            var page = dashboard.page();
            assertThat(page.locator(".matrix")).containsText("gpt-x", PATIENTLY);
            dashboard.expectComplaint("Failed to load resource");
            page.route(ALERTS, OverviewPageTest::away);
            page.locator("nav a", new Page.LocatorOptions().setHasText("Alerts"))
                    .click();
            assertThat(page.locator(".broken")).containsText("alert-service is away", PATIENTLY);
            dashboard.looks("broken");
            page.unroute(ALERTS);
            page.locator(".broken button").click();
            assertThat(page.locator("#alert-31")).containsText("gsm8k", PATIENTLY);
        }
    }

    @Test
    void keepsWhatItShowedWhenLoadingAnewFails() {
        try (var dashboard = Dashboard.open("/")) {
            var page = dashboard.page();
            assertThat(page.locator("#live")).containsText("Live", PATIENTLY);
            assertThat(page.locator(".matrix")).containsText("gpt-x", PATIENTLY);
            dashboard.expectComplaint("Failed to load resource");
            page.route(ALERTS, OverviewPageTest::away);
            new Events(bootstrapServers)
                    .runChanged(1, 77, event -> event.put("at", Instant.now().toString()));
            assertThat(page.locator(".stale")).containsText("alert-service is away", PATIENTLY);
            assertThat(page.locator(".matrix")).containsText("gpt-x");
            dashboard.looks("stale");
            page.unroute(ALERTS);
            page.locator(".stale button").click();
            assertThat(page.locator(".stale")).hasCount(0);
        }
    }

    @Test
    void saysHowToBeginWhereThereIsNothing() {
        try (var dashboard = Dashboard.closed()) {
            var page = dashboard.page();
            page.route(
                    LISTS,
                    route -> route.fulfill(new FulfillOptions()
                            .setContentType("application/json")
                            .setBody("[]")));
            answer(page, "/dashboard/matrix", """
                    {"since": "%s", "pairs": [], "complete": true}""".formatted(Instant.now()));
            answer(page, "/dashboard/activity", """
                    {"running": 0, "queued": 0, "open_runs": [], "failed": 0, "failed_runs": [],
                     "costs": {"today": 0, "this_month": 0, "models": []}}""");
            dashboard.go("/");
            assertThat(page.locator("#attention")).containsText("Nothing needs you", PATIENTLY);
            assertThat(page.locator(".empty")).containsText("Register a model");
            dashboard.looks("empty");
        }
    }

    @Test
    void keepsTheThemeThatWasChosen() {
        try (var dashboard = Dashboard.open("/")) {
            var page = dashboard.page();
            var theme = page.locator("button.icon");
            theme.click();
            theme.click();
            page.reload();
            assertThat(theme).hasAttribute("aria-label", "Theme: dark");
            assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
            assertThat(page.locator("body")).hasCSS("background-color", "rgb(18, 22, 29)");
        }
    }

    @Test
    void saysThatAnAddressLeadsNowhere() {
        try (var dashboard = Dashboard.open("/ui/nowhere")) {
            assertThat(dashboard.page().locator("main")).containsText("There is no page at /ui/nowhere", PATIENTLY);
            dashboard.looks("nowhere");
        }
    }

    private static void away(Route route) {
        route.fulfill(new FulfillOptions()
                .setStatus(503)
                .setContentType("application/problem+json")
                .setBody("{\"detail\": \"alert-service is away\"}"));
    }

    private static int compressed(List<Response> scripts) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (var script : scripts) {
            try (var zip = new GZIPOutputStream(bytes)) {
                zip.write(script.body());
            }
        }
        return bytes.size();
    }
}
