package io.llmlab.gateway.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.llmlab.gateway.page.Dashboard.PATIENTLY;

import io.llmlab.gateway.page.stub.StubLab;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("full")
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
@WithTestResource(StubLab.class)
class ComparePageTest {

    @Test
    void saysPlainlyThatTwoRunsAreTied() {
        try (var dashboard = Dashboard.open("/ui/compare?first=%d&second=%d".formatted(run(9), run(8)))) {
            var verdict = dashboard.page().locator("#verdict");
            assertThat(verdict.locator("h2")).hasText("Statistically tied");
            assertThat(verdict).containsText(Pattern.compile("95 % interval .* points to .* points, p 0\\.470"));
            assertThat(verdict).containsText("a difference under 2.4 points cannot be seen");
            assertThat(verdict.locator("svg")).hasAttribute("aria-label", Pattern.compile(" holds no difference"));
        }
    }

    @Test
    void comparesTheNewestGoodRunsOfTwoModels() {
        try (var dashboard = Dashboard.open("/ui/compare?of=models")) {
            var page = dashboard.page();
            assertThat(page.locator(".empty")).containsText("Choose two models", PATIENTLY);
            page.selectOption("select[name=first_model]", "1");
            page.selectOption("select[name=second_model]", "2");
            page.selectOption("select[name=dataset]", "truthful-qa");
            assertThat(page).hasURL(Pattern.compile("first_model=1&second_model=2&dataset=truthful-qa"));
            assertThat(page.locator("#verdict h2")).containsText("claude-y is worse, by more than chance", PATIENTLY);
            assertThat(page.locator("#verdict .facts")).containsText("#" + newest(1));
            assertThat(page.locator("#verdict .facts")).containsText("#" + newest(2));
            dashboard.looks("compare-models");
            page.reload();
            assertThat(page.locator("#verdict h2")).containsText("claude-y is worse", PATIENTLY);
        }
    }

    @Test
    void saysWhenAModelHasNoRunToCompare() {
        try (var dashboard = Dashboard.open("/ui/compare?of=models&first_model=1&second_model=3&dataset=gsm8k")) {
            assertThat(dashboard.page().locator("main .empty"))
                    .containsText("The second model has no good run on gsm8k", PATIENTLY);
        }
    }

    private static long newest(int model) {
        return RestAssured.get("/benchmark-runs?dataset_name=truthful-qa&status=completed&model_id=" + model)
                .jsonPath()
                .getLong("[0].id");
    }

    @Test
    void showsTheItemsThatFlippedWithBothAnswers() {
        try (var dashboard = Dashboard.open("/ui/compare")) {
            var page = dashboard.page();
            page.selectOption("select[name=first]", String.valueOf(run(8)));
            page.selectOption("select[name=second]", String.valueOf(run(2)));
            assertThat(page.locator("#verdict h2")).containsText("worse, by more than chance", PATIENTLY);
            var first = page.locator(".items button").first();
            var item = first.textContent();
            first.click();
            assertThat(page).hasURL(Pattern.compile("item=" + item));
            assertThat(page.locator("#answers h3").first()).hasText(item);
            assertThat(page.locator(".pair > div").first()).containsText("score 1");
            assertThat(page.locator(".pair > div").last()).containsText("score 0");
            dashboard.looks("compare");
        }
    }

    @Test
    void saysWhyTwoRunsCannotBeCompared() {
        var other = RestAssured.get("/benchmark-runs?model_id=1&dataset_name=code-eval&status=completed")
                .jsonPath()
                .getLong("[0].id");
        try (var dashboard = Dashboard.closed()) {
            dashboard.expectComplaint("422");
            dashboard.go("/ui/compare?first=%d&second=%d".formatted(run(0), other));
            assertThat(dashboard.page().locator(".broken")).containsText("of different data sets", PATIENTLY);
        }
    }

    /// The id of a run of gpt-x on gsm8k, counted back from the newest.
    private static long run(int back) {
        return RestAssured.get("/benchmark-runs?model_id=1&dataset_name=gsm8k")
                .jsonPath()
                .getLong("[%d].id".formatted(back));
    }
}
