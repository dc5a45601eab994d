package io.llmlab.gateway.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.llmlab.gateway.page.Dashboard.PATIENTLY;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import io.llmlab.gateway.page.stub.StubLab;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("full")
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
@WithTestResource(StubLab.class)
class ModelPageTest {

    @Test
    void drawsAMetricWithWhatHappenedToIt() {
        try (var dashboard = Dashboard.open("/ui/models/1?dataset=gsm8k")) {
            var page = dashboard.page();
            painted(page);
            assertThat(page.locator(".legend")).containsText("95 % interval");
            assertThat(page.locator(".legend")).containsText("baseline");
            assertThat(page.locator(".legend")).containsText("change began");
            assertThat(page.locator(".legend")).containsText("alert");
            assertThat(page.locator(".legend")).containsText("note");
            assertThat(page.locator(".found")).containsText("−11.5 %");
            dashboard.looks("model");
        }
    }

    @Test
    void tellsARunOnHoverAndOpensItOnClick() {
        try (var dashboard = Dashboard.open("/ui/models/1?dataset=gsm8k")) {
            var page = dashboard.page();
            painted(page);
            var chart = page.locator(".chart-inner").boundingBox();
            // The last run but one stands well before the right edge, and no alert does.
            var x = chart.x + chart.width * .93;
            page.mouse().move(x, chart.y + chart.height * .5);
            assertThat(page.locator(".tip")).containsText(Pattern.compile("Run #\\d+.*\\d\\d\\.\\d %.*n 1319.*UTC"));
            page.mouse().click(x, chart.y + chart.height * .5);
            assertThat(page).hasURL(Pattern.compile("/ui/runs/\\d+$"));
        }
    }

    @Test
    void zoomsIntoAPartAndBack() {
        try (var dashboard = Dashboard.open("/ui/models/1?dataset=gsm8k")) {
            var page = dashboard.page();
            painted(page);
            page.getByText("Zoom into a part").click();
            var chart = page.locator(".chart-inner").boundingBox();
            page.mouse().move(chart.x + chart.width * .5, chart.y + chart.height * .3);
            page.mouse().down();
            page.mouse().move(chart.x + chart.width * .7, chart.y + chart.height * .5);
            page.mouse().up();
            assertThat(page.locator(".zoomed")).containsText("Shown: ", PATIENTLY);
            page.getByText("Whole window").click();
            assertThat(page.locator(".zoomed")).hasText("");
        }
    }

    @Test
    void keepsDataSetMetricAndWindowInTheAddress() {
        try (var dashboard = Dashboard.open("/ui/models/1")) {
            var page = dashboard.page();
            painted(page);
            page.selectOption("select[name=dataset]", "gsm8k");
            page.locator("#trends a", new Page.LocatorOptions().setHasText("mean latency"))
                    .first()
                    .click();
            assertThat(page.locator("#line-title")).containsText("mean latency", PATIENTLY);
            assertThat(page.locator(".multiples li")).hasCount(3);
            assertThat(page.locator(".multiples")).containsText("0.02 %");
            page.selectOption("select[name=days]", "7");
            assertThat(page).hasURL(Pattern.compile("metric=latency%2Fmean_latency.*days=7"));
            assertThat(page.locator(".values tbody tr")).hasCount(7);
            page.reload();
            assertThat(page.locator("#line-title")).containsText("mean latency", PATIENTLY);
            assertThat(page.locator(".values tbody tr")).hasCount(7);
        }
    }

    @Test
    void saysThatThereIsNoSuchModel() {
        try (var dashboard = Dashboard.closed()) {
            dashboard.expectComplaint("404");
            dashboard.go("/ui/models/99");
            assertThat(dashboard.page().locator(".broken")).containsText("There is no model 99", PATIENTLY);
        }
    }

    private static void painted(Page page) {
        assertThat(page.locator("metric-chart"))
                .hasAttribute("data-painted", "true", new HasAttributeOptions().setTimeout(30_000));
    }
}
