package io.llmlab.gateway.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.llmlab.gateway.page.Dashboard.PATIENTLY;
import static org.assertj.core.api.Assertions.assertThat;

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
class RunPageTest {

    @Test
    void showsTenThousandSamplesAndDrawsOnlyThoseInView() {
        try (var dashboard = Dashboard.open("/?run=" + run(0))) {
            var page = dashboard.page();
            assertThat(page.locator("#focus-title")).containsText("of gpt-x", PATIENTLY);
            assertThat(page).hasURL(Pattern.compile("/ui/runs/\\d+$"));
            assertThat(page.locator("sample-table")).containsText("10,000 of 10,000 samples", PATIENTLY);
            assertThat(page.locator(".histogram rect")).hasCount(24);

            page.locator(".virtual").evaluate("view => view.scrollTop = view.scrollHeight");
            assertThat(page.locator(".vrow", new com.microsoft.playwright.Page.LocatorOptions().setHasText("q09999")))
                    .isVisible();
            assertThat(page.locator(".vrow").count()).isLessThan(60);
            page.locator(".virtual").scrollIntoViewIfNeeded();
            assertThat(page.locator(".vhead")).isInViewport();
            dashboard.keeps(page.locator(".virtual"), "samples-scrolled");

            page.selectOption("select[name=show]", "error");
            assertThat(page.locator("sample-table")).containsText("2 of 10,000", PATIENTLY);
            assertThat(page).hasURL(Pattern.compile("show=error"));
            page.selectOption("select[name=show]", "all");
            page.fill("input[name=q]", "q00000");
            assertThat(page.locator("button.link")).hasCount(1);
            page.locator("button.link").click();
            assertThat(page.locator("#sample")).containsText("<img src=x onerror=alert(1)> <b>It</b> arrives");
            assertThat(page.locator("#sample img, #sample b")).hasCount(0);
            assertThat(page).hasURL(Pattern.compile("sample=q00000"));
            dashboard.looks("run");
        }
    }

    @Test
    void saysWhatChangedSinceTheRunBefore() {
        var newestOfOldModel = run(7);
        var firstOfNewModel = run(6);
        try (var dashboard = Dashboard.open("/ui/runs/" + firstOfNewModel)) {
            var page = dashboard.page();
            var changed = page.locator(
                    "section",
                    new com.microsoft.playwright.Page.LocatorOptions().setHasText("Changed since the run before"));
            assertThat(changed.first()).containsText("gpt-x-2026-10-01", PATIENTLY);
            assertThat(changed.first()).containsText("gpt-x-2026-11-20");
            assertThat(changed.first()).containsText("#" + newestOfOldModel);
            assertThat(page.locator(".broken")).containsText("against the baseline");
        }
    }

    @Test
    void showsWhatTheJudgeCostBesideTheRunsOwnCost() {
        try (var dashboard = Dashboard.open("/ui/runs/" + run("code-eval", 0))) {
            var judge = dashboard
                    .page()
                    .locator(".tile", new com.microsoft.playwright.Page.LocatorOptions().setHasText("Judge"));
            assertThat(judge).containsText("$0.250", PATIENTLY);
            dashboard.go("/ui/runs/" + run(0));
            assertThat(dashboard.page().locator("#focus-title")).containsText("of gpt-x", PATIENTLY);
            assertThat(judge).hasCount(0);
        }
    }

    /// The id of a run of gpt-x on gsm8k, counted back from the newest.
    private static long run(int back) {
        return run("gsm8k", back);
    }

    private static long run(String dataset, int back) {
        return RestAssured.get("/benchmark-runs?model_id=1&dataset_name=" + dataset)
                .jsonPath()
                .getLong("[%d].id".formatted(back));
    }
}
