package io.llmlab.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.LocatorOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
    private static final List<String> SECTIONS = List.of("rules", "channels", "silences", "datasets", "models");
    private static final List<String> SWITCHES =
            List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync");

    private final Suite suite;
    private final Lab lab;
    private final Random chance = new Random(11);
    private final List<String> complaints = new ArrayList<>();

    DashboardStoryTest(Suite suite) {
        this.suite = suite;
        this.lab = suite.lab();
    }

    @Test
    void leadsFromTheAlertToTheAnswersThatWentWrong() {
        var runs =
                IntStream.range(0, 15).mapToObj(run -> push(run < 12 ? .9 : .6)).toList();
        var modelId = lab.get("/benchmark-runs/" + runs.getFirst()).getLong("model_id");
        await().atMost(Duration.ofSeconds(30)).until(() -> !lab.alerts(modelId).isEmpty());
        var alert = lab.get("/alerts?model_id=" + modelId).getLong("[0].id");

        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        try (var playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                var browser = playwright
                        .chromium()
                        .launch(new LaunchOptions()
                                .setExecutablePath(Path.of("/usr/bin/chromium"))
                                .setArgs(SWITCHES))) {
            var page = browser.newPage();
            page.onConsoleMessage(message -> {
                if (List.of("error", "warning").contains(message.type())) {
                    complaints.add(message.text());
                }
            });
            page.onPageError(complaints::add);

            findsTheAlert(page, alert);
            seesItOverTime(page);
            readsTheRun(page, runs.getLast());
            comparesItWithAGoodOne(page, runs.get(11), runs.getLast());
            schedules(page);
            looksAtTheRest(page);
        }
        assertThat(complaints).isEmpty();
    }

    private void findsTheAlert(Page page, long alert) {
        open(page, "/");
        assertThat(page.locator("#attention")).containsText(MODEL);
        assertThat(page.locator(".matrix")).containsText(DATASET);
        shoot(page, "overview");
        open(page, "/?alert=" + alert);
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
        shoot(page, "alert");
    }

    private static void seesItOverTime(Page page) {
        page.getByText("See it over time").click();
        assertThat(page.locator("metric-chart")).hasAttribute("data-painted", "true");
        assertThat(page.locator(".found")).containsText("since run");
        assertThat(page.locator(".legend")).containsText("95 % interval");
        assertThat(page.locator("#trends")).containsText("accuracy");
        shoot(page, "model");
    }

    private void readsTheRun(Page page, long run) {
        open(page, "/?run=" + run);
        assertThat(page.locator("sample-table")).containsText("%d of %d samples".formatted(ITEMS, ITEMS));
        page.selectOption("select[name=show]", "wrong");
        page.locator(".vrow button").first().click();
        assertThat(page.locator("#sample")).containsText("<i>wrong</i>");
        assertThat(page.locator("#sample i")).hasCount(0);
        shoot(page, "run");
    }

    private void comparesItWithAGoodOne(Page page, long good, long poor) {
        open(page, "/ui/compare?first=%d&second=%d".formatted(good, poor));
        assertThat(page.locator("#verdict h2")).containsText("worse, by more than chance");
        page.locator(".items button").first().click();
        assertThat(page.locator(".pair > div").first()).containsText("right");
        assertThat(page.locator(".pair > div").last()).containsText("<i>wrong</i>");
        shoot(page, "compare");
    }

    private void schedules(Page page) {
        lab.uploadSums("sums of the dashboard");
        lab.register("runner of the dashboard", "http://127.0.0.1:9/v1");
        open(page, "/ui/schedule/new");
        page.fill("input[name=job_id]", "job-of-the-dashboard");
        page.selectOption("select[name=model_name]", "runner of the dashboard");
        page.selectOption("select[name=dataset_name]", "sums of the dashboard");
        assertThat(page.locator("#preview time")).hasCount(10);
        page.locator("job-form button.main").click();
        var job = page.locator("[data-job=job-of-the-dashboard]");
        assertThat(job).containsText("Next in");
        job.locator(".pause").click();
        assertThat(job).containsText("Does not run");
        shoot(page, "schedule");
    }

    private void looksAtTheRest(Page page) {
        for (var section : SECTIONS) {
            open(page, "/ui/settings/" + section);
            assertThat(page.locator("main")).not().containsText("Loading");
            assertThat(page.locator(".broken")).hasCount(0);
            shoot(page, section);
        }
        open(page, "/ui/models");
        assertThat(page.locator("#model-list", new LocatorOptions().setHasText(Pattern.compile(MODEL))))
                .isVisible();
    }

    private void open(Page page, String path) {
        page.navigate(suite.url() + path);
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

    private static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target", "screenshots", "dashboard-" + name + ".png")));
    }
}
