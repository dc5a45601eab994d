package io.llmlab.gateway.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.llmlab.gateway.page.Dashboard.PATIENTLY;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import io.llmlab.gateway.page.stub.StubLab;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("full")
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
@WithTestResource(StubLab.class)
class SettingsPageTest {

    @Test
    void changesARule() {
        try (var dashboard = Dashboard.open("/ui/settings/rules")) {
            var page = dashboard.page();
            var rule = page.locator("#benchmark_failure");
            rule.locator("summary").click();
            dashboard.looks("rules");
            rule.locator("textarea[name=conditions]").fill("{ nonsense");
            rule.locator("button.main").click();
            assertThat(rule.locator("[data-wrong]")).containsText("This is no JSON");
            rule.locator("textarea[name=conditions]").fill("{}");
            rule.locator("select").selectOption("critical");
            rule.locator("button.main").click();
            assertThat(page.locator("#toast")).containsText("benchmark failure is stored", PATIENTLY);
            assertThat(rule.locator(".tags")).containsText("critical");
        }
    }

    @Test
    void sendsATestToAChannelAndTellsWhatCameOfIt() {
        try (var dashboard = Dashboard.open("/ui/settings/channels")) {
            var page = dashboard.page();
            page.locator("[data-channel=email] .test").click();
            assertThat(page.locator("[data-channel=email]")).containsText("Delivered: 250 OK", PATIENTLY);
            page.locator("[data-channel=slack] .test").click();
            assertThat(page.locator("[data-channel=slack]")).containsText("Not delivered, skipped", PATIENTLY);
            dashboard.looks("channels");
        }
    }

    @Test
    void silencesAndEndsASilence() {
        try (var dashboard = Dashboard.open("/ui/settings/silences")) {
            var page = dashboard.page();
            page.fill("input[name=model]", "gpt-x");
            page.fill("input[name=comment]", "known");
            page.locator("form button").click();
            assertThat(page.locator("#silences")).containsText("model = gpt-x", PATIENTLY);
            dashboard.looks("silences");
            page.locator("#silences button").click();
            assertThat(page.locator(".empty")).containsText("every alert is told", PATIENTLY);
        }
    }

    @Test
    void takesADroppedFileAsADataSet() {
        try (var dashboard = Dashboard.open("/ui/settings/datasets")) {
            var page = dashboard.page();
            dashboard.expectComplaint("422");
            page.setInputFiles("input[type=file]", file("notes.jsonl", "no questions"));
            page.locator("form button").click();
            assertThat(page.locator("#toast")).containsText("Line 1 is no JSON object", PATIENTLY);

            drop(page.locator(".drop"), "sums.jsonl", "{\"prompt\": \"1 + 1?\", \"target\": \"2\"}");
            page.fill("input[name=name]", "sums");
            page.locator("form button").click();
            assertThat(page.locator("#datasets")).containsText("sums", PATIENTLY);
            dashboard.looks("datasets");
        }
    }

    @Test
    void registersAModelAndSaysWhenItCannotBeChecked() {
        try (var dashboard = Dashboard.open("/ui/settings/models")) {
            var page = dashboard.page();
            dashboard.expectComplaint("409");
            dashboard.expectComplaint("404");
            page.fill("input[name=name]", "gpt-x");
            page.fill("input[name=base_url]", "http://127.0.0.1:9/v1");
            page.locator("form button").click();
            assertThat(page.locator("#toast")).containsText("There is a model 'gpt-x' already", PATIENTLY);
            page.fill("input[name=name]", "new-model");
            page.locator("form button").click();
            var model = page.locator("[data-model=new-model]");
            model.locator(".check").click();
            assertThat(model).containsText("cannot check models yet", PATIENTLY);
            dashboard.looks("models");
        }
    }

    private static FilePayload file(String name, String text) {
        return new FilePayload(name, "application/jsonl", text.getBytes(StandardCharsets.UTF_8));
    }

    private static void drop(Locator place, String name, String text) {
        var data = place.page().evaluateHandle("""
                ([name, text]) => {
                  const data = new DataTransfer();
                  data.items.add(new File([text], name));
                  return data;
                }\
                """, new Object[] {name, text});
        place.dispatchEvent("drop", Map.of("dataTransfer", data));
    }
}
