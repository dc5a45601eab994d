package io.llmlab.gateway.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.llmlab.gateway.page.Dashboard.PATIENTLY;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.SelectOption;
import io.llmlab.gateway.page.stub.StubLab;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("full")
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
@WithTestResource(StubLab.class)
class SettingsPageTest {

    @Test
    void changesARuleByItsFormAndByItsJson() {
        try (var dashboard = Dashboard.open("/ui/settings/rules")) {
            var page = dashboard.page();
            dashboard.expectComplaint("422");
            page.locator("#benchmark_failure .change-rule").click();
            assertThat(page).hasURL(Pattern.compile("edit=benchmark_failure$"));
            assertThat(page.locator("#rule-title")).isFocused();
            page.fill("input[name='conditions.consecutive_failures']", "3");
            page.selectOption("#rule-form select[name=severity]", "critical");
            page.locator("#advanced summary").click();
            var json = page.locator("textarea[name=json]");
            assertThat(json).hasValue(Pattern.compile("\"consecutive_failures\": 3"));
            json.fill("{ nonsense");
            json.blur();
            assertThat(page.locator("#preview")).containsText("This is no JSON", PATIENTLY);
            json.fill("{\"conditions\": {\"colour\": 1}}");
            json.blur();
            assertThat(page.locator("#preview")).containsText("colour is not known here", PATIENTLY);
            json.fill("{\"conditions\": {\"consecutive_failures\": 4}}");
            json.blur();
            assertThat(page.locator("input[name='conditions.consecutive_failures']"))
                    .hasValue("4");
            page.locator("#rule-form button.main").click();
            assertThat(page.locator("#toast")).containsText("benchmark failure is stored", PATIENTLY);
            var rule = page.locator("#benchmark_failure");
            assertThat(rule.locator(".tags")).containsText("critical");
            assertThat(rule).containsText("consecutive failures 4");
            assertThat(rule).containsText("tells email, slack");
            assertThat(page.locator("#rule-form")).hasCount(0);
            dashboard.looks("rules");
        }
    }

    @Test
    void saysWhatANewRuleWouldHaveFiredOn() {
        try (var dashboard = Dashboard.open("/ui/settings/rules?edit=%2B")) {
            var page = dashboard.page();
            page.fill("input[name=rule_id]", "large-drops");
            page.selectOption("select[name=alert_type]", "cost_anomaly");
            assertThat(page.locator("input[name='conditions.budget_per_day']")).isVisible();
            page.selectOption("select[name=alert_type]", "performance_regression");
            page.fill("input[name='conditions.change_percent_threshold']", "90");
            page.locator("input[name='conditions.change_percent_threshold']").blur();
            assertThat(page.locator("#fired")).containsText("Would not have fired in 30 days", PATIENTLY);
            page.fill("input[name='conditions.change_percent_threshold']", "12.5");
            page.check("#conditions input[value=critical]");
            page.locator("#add-matcher").click();
            page.fill("input[name='matcher.value']", "gpt-x");
            page.check("#told input[value=email]");
            assertThat(page.locator("#fired")).containsText("fired 3 times in 30 days, and opened 2 alerts", PATIENTLY);
            assertThat(page.locator(".firings li").first()).containsText("repeats");
            assertThat(page.locator(".by-day")).hasAttribute("aria-label", Pattern.compile("on 3 of 30 days"));
            dashboard.looks("rule-form");
            page.locator("#rule-form button.main").click();
            var rule = page.locator("#large-drops");
            assertThat(rule).containsText("change percent threshold 0.125", PATIENTLY);
            assertThat(rule).containsText("model = gpt-x");
            assertThat(rule).containsText("tells email");

            rule.locator(".change-rule").click();
            page.onDialog(Dialog::accept);
            page.locator("#rule-form button.danger").click();
            assertThat(rule).hasCount(0);
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
    void changesAChannelAndShowsNoSecret() {
        try (var dashboard = Dashboard.open("/ui/settings/channels?edit=email")) {
            var page = dashboard.page();
            var password = page.locator("input[name='config.password']");
            assertThat(password).hasAttribute("type", "password");
            assertThat(password).hasAttribute("placeholder", "set; empty leaves it");
            assertThat(page.locator("input[name='config.smtp_server']")).hasValue("mail.example.org");
            page.fill("input[name='config.to_emails']", "kim@example.org, ana@example.org");
            page.fill("input[name='config.smtp_port']", "");
            dashboard.looks("channel-form");
            page.locator("#channel-form button.main").click();
            var email = page.locator("[data-channel=email]");
            assertThat(email).containsText("Secrets set: password", PATIENTLY);
            var stored = page.evaluate("fetch('/notification-channels').then(answer => answer.text())")
                    .toString();
            Assertions.assertThat(stored)
                    .contains("\"to_emails\":[\"kim@example.org\",\"ana@example.org\"]")
                    .doesNotContain("smtp_port");

            page.locator("[data-channel=slack] .change-channel").click();
            page.fill("input[name='config.webhook_url']", "https://hooks.example.org/secret");
            page.locator("#channel-form button.main").click();
            assertThat(page.locator("[data-channel=slack]")).containsText("Secrets set: webhook_url", PATIENTLY);
            page.locator("[data-channel=slack] .change-channel").click();
            assertThat(page.locator("input[name='config.webhook_url']")).hasValue("");
            page.check("input[name='config.webhook_url!']");
            page.locator("#channel-form button.main").click();
            assertThat(page.locator("[data-channel=slack]")).not().containsText("Secrets set", PATIENTLY);
        }
    }

    @Test
    void makesAChannelOfAnyTypeAndRemovesIt() {
        try (var dashboard = Dashboard.open("/ui/settings/channels")) {
            var page = dashboard.page();
            page.locator("#new-channel").click();
            page.fill("#channel-form input[name=name]", "on-call");
            page.selectOption("#channel-form select[name=type]", "pagerduty");
            page.fill("input[name='config.routing_key']", "0123456789abcdef0123456789abcdef");
            page.locator("#channel-form button.main").click();
            var channel = page.locator("[data-channel=on-call]");
            assertThat(channel).containsText("Secrets set: routing_key", PATIENTLY);
            channel.locator(".change-channel").click();
            page.onDialog(Dialog::accept);
            page.locator("#channel-form button.danger").click();
            assertThat(channel).hasCount(0);
        }
    }

    @Test
    void saysWhyThereAreNoKeysWhereNobodyIsAsked() {
        try (var dashboard = Dashboard.open("/ui/settings/keys")) {
            assertThat(dashboard.page().locator("#open-doors")).containsText("No key is asked for here", PATIENTLY);
            assertThat(dashboard.page().locator("#new-key")).hasCount(0);
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
    void registersModelsAndChecksThem() {
        try (var dashboard = Dashboard.open("/ui/settings/models")) {
            var page = dashboard.page();
            dashboard.expectComplaint("409");
            page.locator("#new-model").click();
            page.fill("input[name=name]", "gpt-x");
            page.fill("input[name=base_url]", "http://127.0.0.1:9/v1");
            page.locator("#model-form button.main").click();
            assertThat(page.locator("#toast")).containsText("There is a model 'gpt-x' already", PATIENTLY);
            page.fill("input[name=name]", "new-model");
            page.locator("#model-form button.main").click();
            var model = page.locator("[data-model=new-model]");
            model.locator(".check").click();
            assertThat(model).containsText("answered 401: check the key in the environment", PATIENTLY);
            page.locator("[data-model=gpt-x] .check").click();
            assertThat(page.locator("[data-model=gpt-x]"))
                    .containsText("Answered in 413 ms as gpt-x-2026-11-20, for $0.000020: OK", PATIENTLY);
            dashboard.looks("models");
        }
    }

    @Test
    void saysHowAModelIsAsked() {
        try (var dashboard = Dashboard.open("/ui/settings/models?edit=%2B")) {
            var page = dashboard.page();
            page.fill("input[name=name]", "azure-x");
            page.selectOption("select[name=api]", "responses");
            page.fill("input[name=base_url]", "https://x.openai.azure.com/openai/v1");
            page.fill("input[name=remote_name]", "gpt-x-eu");
            page.fill("input[name=api_key_ref]", "AZURE_KEY");
            page.fill("input[name=cost_per_input_token]", "0.000003");
            page.locator("#model-form summary").click();
            page.fill("textarea[name='request.headers']", "X-Team: evaluation\nX-Note: a: b");
            page.fill("textarea[name='request.query']", "api-version: 2024-10-21");
            page.fill("input[name='request.key_header']", "api-key");
            dashboard.looks("model-form");
            page.locator("#model-form button.main").click();
            var model = page.locator("[data-model=azure-x]");
            assertThat(model).containsText("responses", PATIENTLY);
            // A price that is not known is none, not nothing.
            assertThat(model).containsText("$3.00 in, – out");
            Assertions.assertThat(stored(page, "azure-x"))
                    .containsEntry("api", "responses")
                    .containsEntry("remote_name", "gpt-x-eu")
                    .containsEntry("api_key_ref", "AZURE_KEY")
                    .containsEntry(
                            "request",
                            Map.of(
                                    "headers", Map.of("X-Team", "evaluation", "X-Note", "a: b"),
                                    "query", Map.of("api-version", "2024-10-21"),
                                    "key_header", "api-key"))
                    .doesNotContainKeys("cost_per_output_token", "model_type");

            model.locator(".change-model").click();
            assertThat(page.locator("#model-title")).isFocused();
            assertThat(page.locator("textarea[name='request.query']")).hasValue("api-version: 2024-10-21");
            assertThat(page.locator("select[name=api]")).hasValue("responses");
            page.selectOption("select[name=api]", "");
            page.fill("textarea[name='request.headers']", "");
            page.locator("#model-form button.main").click();
            assertThat(page.locator("#toast")).containsText("azure-x is stored", PATIENTLY);
            assertThat(page.locator("#model-form")).hasCount(0);
            Assertions.assertThat(stored(page, "azure-x"))
                    .containsEntry("api", null)
                    .containsEntry("remote_name", "gpt-x-eu")
                    .containsEntry(
                            "request", Map.of("query", Map.of("api-version", "2024-10-21"), "key_header", "api-key"));
        }
    }

    @Test
    void changesTheTypeOfAModelAndSetsItBack() {
        try (var dashboard = Dashboard.open("/ui/settings/models")) {
            var page = dashboard.page();
            var model = page.locator("[data-model=mistral-z]");
            model.locator(".change-model").click();
            assertThat(page.locator("select[name=model_type] option"))
                    .hasText(new String[] {"chat", "completion", "embedding"});
            page.selectOption("select[name=model_type]", "completion");
            page.locator("#model-form button.main").click();
            assertThat(page.locator("#toast")).containsText("mistral-z is stored", PATIENTLY);
            assertThat(page.locator("#model-form")).hasCount(0);
            Assertions.assertThat(stored(page, "mistral-z")).containsEntry("model_type", "completion");

            model.locator(".change-model").click();
            assertThat(page.locator("select[name=model_type]")).hasValue("completion");
            page.selectOption("select[name=model_type]", new SelectOption().setLabel("chat"));
            page.locator("#model-form button.main").click();
            assertThat(page.locator("#model-form")).hasCount(0);
            Assertions.assertThat(stored(page, "mistral-z")).containsEntry("model_type", null);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> stored(Page page, String model) {
        return (Map<String, Object>) page.evaluate(
                "name => fetch('/models?limit=1000').then(answer => answer.json()).then(all => all.find(one => one.name === name))",
                model);
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
