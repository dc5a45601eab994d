package io.llmlab.gateway.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.llmlab.gateway.page.Dashboard.PATIENTLY;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import io.llmlab.gateway.page.stub.StubLab;
import io.llmlab.gateway.testing.Events;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("full")
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
@WithTestResource(StubLab.class)
class SchedulePageTest {

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    void pausesResumesAndStartsJobs() {
        try (var dashboard = Dashboard.open("/ui/schedule")) {
            var page = dashboard.page();
            var job = page.locator("[data-job=nightly-gpt-x]");
            assertThat(job).containsText("Next in 1", PATIENTLY);
            assertThat(page.locator("[data-job=hourly-llama-local]")).containsText("overdue");
            dashboard.looks("schedule");
            job.locator(".pause").click();
            assertThat(job).containsText("Does not run", PATIENTLY);
            job.locator(".resume").click();
            assertThat(job).containsText("Next in", PATIENTLY);
            job.locator(".trigger").click();
            assertThat(page.locator("#toast")).containsText("nightly-gpt-x was started: run #", PATIENTLY);
        }
    }

    @Test
    void showsWhenJobsRunNextOnALine() {
        try (var dashboard = Dashboard.open("/ui/schedule")) {
            var page = dashboard.page();
            var nightly = page.locator("[data-line=nightly-gpt-x]");
            var hourly = page.locator("[data-line=hourly-llama-local]");
            assertThat(nightly.locator(".firing")).hasCount(1);
            assertThat(hourly.locator(".firing")).hasCount(24);
            assertThat(page.locator("[data-line=weekly-mistral-z]")).hasCount(0);
            page.locator("#timeline button").last().click();
            assertThat(page).hasURL(Pattern.compile("range=7d$"));
            assertThat(nightly.locator(".firing")).hasCount(7);
            assertThat(nightly.locator("svg"))
                    .hasAttribute("aria-label", Pattern.compile("7 in 7 days, the first in 9 h"));
            // More than an answer holds.
            assertThat(hourly.locator(".goes-on")).hasCount(1);
            assertThat(hourly.locator("svg")).hasAttribute("aria-label", Pattern.compile("more than 100 in 7 days"));
            dashboard.looks("timeline");
        }
    }

    @Test
    void saysHowLongARunStillTakes() {
        try (var dashboard = Dashboard.open("/ui/schedule")) {
            // 420 of 1,319 in two minutes.
            assertThat(dashboard.page().locator("#running .left")).containsText("about 4 min", PATIENTLY);
            assertThat(dashboard.page().locator("#running")).containsText("a minute");
        }
    }

    @Test
    void makesChangesAndRemovesAJob() {
        try (var dashboard = Dashboard.open("/ui/schedule/new")) {
            var page = dashboard.page();
            dashboard.expectComplaint("422");
            dashboard.expectComplaint("409");
            page.fill("input[name=job_id]", "nightly-gpt-x");
            page.fill("input[name=hour]", "25");
            page.locator("input[name=hour]").blur();
            assertThat(page.locator("#preview")).containsText("hour must be 0 to 23", PATIENTLY);
            page.fill("input[name=hour]", "3");
            page.locator("input[name=hour]").blur();
            assertThat(page.locator("#preview time")).hasCount(10);
            assertThat(page.locator("#preview")).containsText("The next 10 times");
            dashboard.looks("job");
            page.locator("job-form button.main").click();
            assertThat(page.locator("#toast")).containsText("There is a job 'nightly-gpt-x' already", PATIENTLY);
            page.fill("input[name=job_id]", "weekly-gpt-x");
            page.locator("job-form button.main").click();
            var job = page.locator("[data-job=weekly-gpt-x]");
            assertThat(job).isVisible();

            job.locator("h3 a").click();
            assertThat(page).hasURL(Pattern.compile("/ui/schedule/weekly-gpt-x$"));
            assertThat(page.locator("input[name=hour]")).hasValue("3");
            page.onDialog(Dialog::accept);
            page.locator("job-form button.danger").click();
            assertThat(job).hasCount(0);
        }
    }

    @Test
    void saysHowAJobAsksAndJudges() {
        try (var dashboard = Dashboard.open("/ui/schedule/new")) {
            var page = dashboard.page();
            page.fill("input[name=job_id]", "judged");
            page.selectOption("select[name=model_name]", "gpt-x");
            page.selectOption("select[name=dataset_name]", "gsm8k");
            page.selectOption("select[name=scorer]", "llm_judge");
            page.selectOption("select[name='scorer.model']", "claude-y");
            page.fill("textarea[name='scorer.rubric']", "Is it polite? {answer}");
            page.fill("textarea[name='scorer.scale']", "[1, 5]");
            page.fill("input[name='config.repeats']", "5");
            page.fill("input[name='config.pass_at']", "1, 5");
            page.fill("input[name='config.max_cost']", "2.5");
            page.locator("#prompt summary").click();
            page.fill("textarea[name='config.system_prompt']", "Be brief.");
            page.locator("#add-shot").click();
            page.fill("textarea[name='shot.prompt']", "1 + 1?");
            page.fill("textarea[name='shot.answer']", "2");
            page.locator("#add-shot").click();
            page.locator("textarea[name='shot.prompt']").last().fill("gone soon");
            page.locator(".shot button").last().click();
            assertThat(page.locator("textarea[name='shot.prompt']")).hasValue("1 + 1?");
            page.locator("#asking summary").click();
            page.check("input[name='config.stream']");
            page.fill("input[name='config.max_completion_tokens']", "900");
            page.fill("textarea[name='config.parameters']", "{\"reasoning_effort\":");
            page.locator("job-form button.main").click();
            assertThat(page.locator("#toast"))
                    .containsText("Further fields of the request: this is no JSON", PATIENTLY);
            page.fill("textarea[name='config.parameters']", "{\"reasoning_effort\": \"low\"}");
            dashboard.looks("job-asking");
            page.locator("job-form button.main").click();
            assertThat(page.locator("[data-job=judged]")).isVisible();
            var asked = Map.of(
                    "repeats",
                    5,
                    "pass_at",
                    List.of(1, 5),
                    "max_cost",
                    2.5,
                    "system_prompt",
                    "Be brief.",
                    "few_shot",
                    List.of(Map.of("prompt", "1 + 1?", "answer", "2")),
                    "stream",
                    true,
                    "max_completion_tokens",
                    900,
                    "parameters",
                    Map.of("reasoning_effort", "low"));
            Assertions.assertThat(stored(page, "judged"))
                    .containsAllEntriesOf(asked)
                    .containsEntry(
                            "scorer",
                            Map.of(
                                    "type", "llm_judge",
                                    "model", "claude-y",
                                    "rubric", "Is it polite? {answer}",
                                    "scale", List.of(1, 5)))
                    .hasSize(asked.size() + 1);

            page.locator("[data-job=judged] h3 a").click();
            assertThat(page.locator("select[name='scorer.model']")).hasValue("claude-y");
            assertThat(page.locator("textarea[name='shot.answer']")).hasValue("2");
            assertThat(page.locator("input[name='config.stream']")).isChecked();
            page.selectOption("select[name=scorer]", "regex");
            page.fill("input[name='scorer.pattern']", "answer: (\\w+)");
            page.locator("#shots .shot button").click();
            page.locator("job-form button.main").click();
            assertThat(page.locator("#toast")).containsText("judged is stored", PATIENTLY);
            Assertions.assertThat(stored(page, "judged"))
                    .containsEntry("scorer", Map.of("type", "regex", "pattern", "answer: (\\w+)"))
                    .containsEntry("repeats", 5)
                    .doesNotContainKey("few_shot");
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> stored(Page page, String job) {
        return (Map<String, Object>) page.evaluate(
                "job => fetch(`/scheduler/jobs/${job}`).then(answer => answer.json()).then(one => one.benchmark_config)",
                job);
    }

    @Test
    void followsARunWhileItRuns() {
        var id = ThreadLocalRandom.current().nextLong(10_000, 1_000_000);
        try (var dashboard = Dashboard.open("/ui/schedule")) {
            var page = dashboard.page();
            assertThat(page.locator("#live")).containsText("Live", PATIENTLY);
            assertThat(page.locator("#running")).containsText("420 of 1319", PATIENTLY);

            var events = new Events(bootstrapServers);
            events.runChanged(1, id, event -> event.put("at", Instant.now().toString()));
            assertThat(page.locator("#running")).containsText("#" + id, PATIENTLY);
            assertThat(page.locator("#running")).containsText("120 of 1319");
            events.runCompleted(1, id, event -> event.put("at", Instant.now().toString()));
            assertThat(page.locator("#running")).not().containsText("#" + id, PATIENTLY);
        }
    }
}
