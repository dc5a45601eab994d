package io.llmlab.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page.LocatorOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Somebody follows an alert's link and finds out on the dashboard what happened; with what the services really answer.
@ExtendWith(SuiteExtension.class)
@Tag("full")
class DashboardStoryTest {

    private static final String MODEL = "model of the dashboard";
    private static final String DATASET = "exam of the dashboard";
    private static final int ITEMS = 400;
    private static final List<String> OTHERS = List.of("atlas-large", "atlas-medium", "atlas-small");
    private static final int DAYS = 30;
    private static final List<String> SECTIONS = List.of("rules", "channels", "silences", "datasets", "models", "keys");

    private final Suite suite;
    private final Lab lab;
    private final Random chance = new Random(11);

    DashboardStoryTest(Suite suite) {
        this.suite = suite;
        this.lab = suite.lab();
    }

    @Test
    void leadsFromTheAlertToTheAnswersThatWentWrong() {
        OTHERS.forEach(this::lookBack);
        var runs =
                IntStream.range(0, 15).mapToObj(run -> push(run < 12 ? .9 : .6)).toList();
        var modelId = lab.get("/benchmark-runs/" + runs.getFirst()).getLong("model_id");
        await().atMost(Duration.ofSeconds(30)).until(() -> !lab.alerts(modelId).isEmpty());
        var alert = lab.get("/alerts?model_id=" + modelId).getLong("[0].id");

        try (var browsing = new Browsing(suite.url())) {
            findsTheAlert(browsing, alert);
            seesItOverTime(browsing);
            readsTheRun(browsing, runs.getLast());
            comparesItWithAGoodOne(browsing, runs.get(11), runs.getLast());
            schedules(browsing);
            looksAtTheRest(browsing);
        }
    }

    private void findsTheAlert(Browsing browsing, long alert) {
        var page = browsing.page();
        browsing.open("/");
        assertThat(page.locator("#attention")).containsText(MODEL);
        assertThat(page.locator(".matrix")).containsText(DATASET);
        browsing.looks("overview");
        browsing.open("/?alert=" + alert);
        assertThat(page.locator("#focus-title")).containsText(MODEL);
        assertThat(page.locator(".timeline")).containsText("opened");
        page.getByText("Snooze 1 h").click();
        assertThat(page.locator(".facts")).containsText("Snoozed until");
        page.fill("input[name=comment]", "looked into");
        page.locator("form >> text=Silence >> nth=-1").click();
        assertThat(page.locator("#toast")).containsText("Silenced for 4 h");
        page.locator("button.acknowledge").click();
        assertThat(page.locator(".facts")).containsText("by dashboard");
        assertThat(page.locator(".timeline")).containsText("acknowledged");
        browsing.looks("alert");
    }

    private void seesItOverTime(Browsing browsing) {
        var page = browsing.page();
        page.getByText("See it over time").click();
        assertThat(page.locator("metric-chart")).hasAttribute("data-painted", "true");
        assertThat(page.locator(".found")).containsText("since run");
        assertThat(page.locator(".legend")).containsText("95 % interval");
        assertThat(page.locator("#trends")).containsText("accuracy");
        browsing.looks("model");
    }

    private void readsTheRun(Browsing browsing, long run) {
        var page = browsing.page();
        browsing.open("/?run=" + run);
        assertThat(page.locator("sample-table")).containsText("%d of %d samples".formatted(ITEMS, ITEMS));
        page.selectOption("select[name=show]", "wrong");
        page.locator(".vrow button").first().click();
        assertThat(page.locator("#sample")).containsText("<i>wrong</i>");
        assertThat(page.locator("#sample i")).hasCount(0);
        browsing.looks("run");
    }

    private void comparesItWithAGoodOne(Browsing browsing, long good, long poor) {
        var page = browsing.page();
        browsing.open("/ui/compare?first=%d&second=%d".formatted(good, poor));
        assertThat(page.locator("#verdict h2")).containsText("worse, by more than chance");
        page.locator(".items button").first().click();
        assertThat(page.locator(".pair > div").first()).containsText("right");
        assertThat(page.locator(".pair > div").last()).containsText("<i>wrong</i>");
        browsing.looks("compare");
    }

    private void schedules(Browsing browsing) {
        var page = browsing.page();
        lab.uploadSums("sums of the dashboard");
        lab.register("runner of the dashboard", "http://127.0.0.1:9/v1");
        browsing.open("/ui/schedule/new");
        page.fill("input[name=job_id]", "job-of-the-dashboard");
        page.selectOption("select[name=model_name]", "runner of the dashboard");
        page.selectOption("select[name=dataset_name]", "sums of the dashboard");
        assertThat(page.locator("#preview time")).hasCount(10);
        page.locator("job-form button.main").click();
        var job = page.locator("[data-job=job-of-the-dashboard]");
        assertThat(job).containsText("Next in");
        job.locator(".pause").click();
        assertThat(job).containsText("Does not run");
        browsing.looks("schedule");
    }

    private void looksAtTheRest(Browsing browsing) {
        var page = browsing.page();
        for (var section : SECTIONS) {
            browsing.open("/ui/settings/" + section);
            assertThat(page.locator("main")).not().containsText("Loading");
            assertThat(page.locator(".broken")).hasCount(0);
            browsing.looks(section);
        }
        browsing.open("/ui/models");
        assertThat(page.locator("#model-list", new LocatorOptions().setHasText(Pattern.compile(MODEL))))
                .isVisible();
    }

    private long push(double share) {
        var samples =
                IntStream.range(0, ITEMS).mapToObj(item -> sample(item, share)).toList();
        return lab.post(
                        "/benchmark-runs/results",
                        Map.of("model_name", MODEL, "dataset_name", DATASET, "samples", samples))
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
    }

    /// Thirty days of a model that is watched every night, as `./lab demo` has them.
    private void lookBack(String model) {
        var newest = Instant.now().minus(Duration.ofHours(26));
        for (var day = DAYS - 1; day >= 0; day--) {
            lab.post(
                            "/benchmark-runs/results",
                            Map.of(
                                    "model_name",
                                    model,
                                    "dataset_name",
                                    DATASET,
                                    "timestamp",
                                    newest.minus(Duration.ofDays(day)).toString(),
                                    "metrics",
                                    List.of(
                                            metric("accuracy", "overall_accuracy", .8 + .02 * chance.nextGaussian()),
                                            metric("latency", "avg_latency_ms", 160 + 8 * chance.nextGaussian()),
                                            metric("cost", "total_cost", .02 + .0004 * chance.nextGaussian()))))
                    .statusCode(201);
        }
    }

    private static Map<String, Object> metric(String type, String name, double value) {
        return Map.of("metric_type", type, "metric_name", name, "value", value, "sample_count", ITEMS);
    }

    /// Which items are hard is the same for every run, but for a little chance.
    private Map<String, Object> sample(int item, double share) {
        var right = item / (double) ITEMS + .05 * chance.nextGaussian() < share;
        return Map.of(
                "id",
                "q" + item,
                "prompt",
                "Question " + item,
                "target",
                "right",
                "answer",
                right ? "right" : "<i>wrong</i>",
                "score",
                right ? 1 : 0,
                "latency_ms",
                100 + chance.nextInt(50));
    }
}
