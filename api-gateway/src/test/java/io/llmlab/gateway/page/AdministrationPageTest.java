package io.llmlab.gateway.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.llmlab.gateway.page.Dashboard.PATIENTLY;

import com.microsoft.playwright.Dialog;
import io.llmlab.gateway.page.stub.StubLab;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Retention, dead letters and the audit, in the settings.
@QuarkusTest
@Tag("full")
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
@WithTestResource(StubLab.class)
class AdministrationPageTest {

    @Test
    void saysWhatIsTooOldAndCleansUp() {
        try (var dashboard = Dashboard.open("/ui/settings/retention")) {
            var page = dashboard.page();
            var samples = page.locator("#retention [data-table=sample]");
            assertThat(samples).containsText("4,821", PATIENTLY);
            assertThat(samples).containsText("90");
            assertThat(page.locator("#storage")).containsText("734.0 MB");
            assertThat(page.locator("#storage")).containsText("4 months");
            assertThat(page.locator("settings-retention .stale")).containsText("Without what");
            dashboard.looks("retention");

            page.onDialog(Dialog::accept);
            page.locator("#clean-up").click();
            assertThat(page.locator("#toast")).containsText("4,821 rows were deleted", PATIENTLY);
            assertThat(page.locator("#retention thead")).containsText("Deleted");
        }
    }

    @Test
    void tellsWhatCouldNotBeProcessedAndLetsItGo() {
        try (var dashboard = Dashboard.open("/ui/settings/dead-letters")) {
            var page = dashboard.page();
            dashboard.expectComplaint("409");
            var letter = page.locator("[data-letter='runner 4']");
            assertThat(letter).containsText("runs must be at least 1", PATIENTLY);
            letter.locator("summary").click();
            assertThat(letter.locator("pre")).hasText("{\"request_id\": \"9\", \"runs\": 0}");
            dashboard.looks("dead-letters");

            letter.locator(".replay").click();
            assertThat(page.locator("#toast")).containsText("could not be processed again", PATIENTLY);
            page.onDialog(Dialog::accept);
            letter.locator(".discard").click();
            assertThat(page.locator("settings-dead-letters")).containsText("every event was processed", PATIENTLY);
        }
    }

    @Test
    void saysWhoDidWhatPageByPage() {
        try (var dashboard = Dashboard.open("/ui/settings/audit")) {
            var page = dashboard.page();
            var rows = page.locator("#audit tbody tr");
            assertThat(rows).hasCount(100);
            assertThat(rows.first()).containsText("job nightly 200", PATIENTLY);
            dashboard.looks("audit");

            page.locator("#more-audit").click();
            assertThat(rows).hasCount(101);
            assertThat(page.locator("#more-audit")).hasCount(0);
            page.fill("settings-audit input[name=actor]", "ada");
            page.locator("settings-audit form button").click();
            assertThat(rows.first()).containsText("ada", PATIENTLY);
        }
    }
}
