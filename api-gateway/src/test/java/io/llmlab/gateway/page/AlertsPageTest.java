package io.llmlab.gateway.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.llmlab.gateway.page.Dashboard.PATIENTLY;

import io.llmlab.gateway.page.stub.StubLab;
import io.llmlab.gateway.testing.Events;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("full")
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
@WithTestResource(StubLab.class)
class AlertsPageTest {

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    void keepsItsFiltersInTheAddress() {
        try (var dashboard = Dashboard.open("/ui/alerts")) {
            var page = dashboard.page();
            assertThat(page.locator(".alerts li")).hasCount(3);
            assertThat(page.locator("#alert-33")).containsText("<b>failed</b>");
            assertThat(page.locator("#alert-33 b")).hasCount(0);
            dashboard.looks("alerts");

            page.selectOption("select[name=severity]", "critical");
            assertThat(page.locator(".alerts li")).hasCount(1);
            assertThat(page).hasURL(Pattern.compile("severity=critical"));
            page.reload();
            assertThat(page.locator(".alerts li")).hasCount(1);
            assertThat(page.locator("select[name=severity]")).hasValue("critical");
            page.selectOption("select[name=status]", "resolved");
            assertThat(page.locator(".empty")).containsText("No alert is like that", PATIENTLY);
        }
    }

    @Test
    void followsTheLinksOfMessages() {
        try (var dashboard = Dashboard.open("/?alert=31")) {
            var page = dashboard.page();
            assertThat(page.locator("#focus-title")).containsText("gpt-x on gsm8k fell", PATIENTLY);
            assertThat(page).hasURL(Pattern.compile("/ui/alerts/31$"));
            assertThat(page.locator(".timeline")).containsText("found by change_point");
            assertThat(page.locator(".deliveries")).containsText("not configured");
            dashboard.looks("alert");
        }
    }

    @Test
    void tellsOfAnAlertTheMomentItComes() {
        var id = ThreadLocalRandom.current().nextLong(1_000, 1_000_000);
        try (var dashboard = Dashboard.open("/ui/alerts")) {
            var page = dashboard.page();
            assertThat(page.locator("#live")).containsText("Live", PATIENTLY);
            assertThat(page.locator("#alert-31")).isVisible();

            new Events(bootstrapServers)
                    .alertChanged(
                            id,
                            event -> event.withObject("/alert")
                                    .put("title", "f1 of gpt-x on gsm8k <b>fell</b> by 61.5 %")
                                    .put("timestamp", Instant.now().toString()));

            assertThat(page.locator("#alert-" + id)).containsText("<b>fell</b>", PATIENTLY);
            assertThat(page.locator("#alert-" + id + " b")).hasCount(0);
            assertThat(page.locator("#toast")).containsText("New alert: f1 of gpt-x", PATIENTLY);
        }
    }

    @Test
    void isWorkedThroughByKeyboard() {
        try (var dashboard = Dashboard.open("/ui/alerts")) {
            var page = dashboard.page();
            assertThat(page.locator("#alert-33")).isVisible();
            page.keyboard().press("j");
            page.keyboard().press("j");
            assertThat(page.locator("#alert-32")).isFocused();
            page.keyboard().press("a");
            assertThat(page.locator("#alert-32")).containsText("acknowledged by dashboard", PATIENTLY);
            page.keyboard().press("k");
            assertThat(page.locator("#alert-33")).isFocused();
            page.keyboard().press("r");
            assertThat(page.locator("#alert-33")).hasCount(0);
            page.keyboard().press("/");
            assertThat(page.locator("input[type=search]")).isFocused();
            page.keyboard().type("rose");
            assertThat(page.locator(".alerts li")).hasCount(1);
            assertThat(page).hasURL(Pattern.compile("q=rose"));
        }
    }

    @Test
    void snoozesSilencesAndResolvesOne() {
        try (var dashboard = Dashboard.open("/ui/alerts/31")) {
            var page = dashboard.page();
            page.locator("text=Snooze 4 h").click();
            assertThat(page.locator(".facts")).containsText("Snoozed until", PATIENTLY);
            page.locator("button.acknowledge").click();
            assertThat(page.locator(".timeline")).containsText("acknowledged", PATIENTLY);
            page.fill("input[name=comment]", "being rolled back");
            page.locator("form >> text=Silence >> nth=-1").click();
            assertThat(page.locator("#toast")).containsText("Silenced for 4 h", PATIENTLY);
            page.selectOption("select[name=resolution]", "fixed");
            page.fill("input[name=notes]", "rolled back");
            page.locator("button.resolve").click();
            assertThat(page.locator(".facts")).containsText("rolled back", PATIENTLY);
            assertThat(page.locator("button.resolve")).hasCount(0);
        }
    }
}
