package io.llmlab.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llmlab.local.launch.LocalStack;
import io.llmlab.local.launch.Service;
import io.llmlab.local.launch.StackSettings;
import io.llmlab.local.server.Folders;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Three models that do not change, watched on three data sets for thirty days as the monitoring suite does: a daily
/// run of up to 1,000 items and an hourly one of 100 for each pair, 6,750 runs. A month passes in minutes, because the
/// runs are pushed one after the other with times of the past, to a stack that takes none of them for backfill.
@Tag("full")
class StableMonthTest {

    private static final int DAYS = Integer.getInteger("days", 30);
    private static final int HOURS = 24;
    private static final int QUICK = 100;

    /// Three months were tried. In one of the others (20261128) one alert was told, of a latency in the rush hour
    /// of the third day, before its daily course was known.
    private static final long SEED = Long.getLong("seed", 1);

    /// Data sets and their items.
    private static final Map<String, Integer> DATASETS =
            new TreeMap<>(Map.of("long", 1000, "medium", 500, "short", 200));

    /// Models and their skill in logits.
    private static final Map<String, Double> MODELS = new TreeMap<>(Map.of("amber", 4.0, "birch", 2.5, "cedar", 1.0));

    /// Accuracy, three latencies, cost, two counts of tokens, error rate.
    private static final int METRICS = 8;

    /// The default rules on findings. Those on single runs cannot fire here: to the alert service runs of the past are
    /// history, whatever the regression service takes them for.
    private static final List<String> RULES =
            List.of("performance_regression_critical", "performance_regression", "latency_spike");

    private static final int AT_MOST = 1;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static LocalStack stack;

    @BeforeAll
    static void start() throws IOException {
        var root = StackSettings.findRoot();
        var folder = root.resolve("deploy/e2e/target/stable-month");
        Folders.delete(folder);
        stack = LocalStack.start(StackSettings.isolated(root, folder, Map.of("REGRESSION_SERIES_BACKFILL_AGE", "40d")));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void disturbsNobodyUntilAModelGetsWorse() throws Exception {
        var lab = new Lab(stack.gatewayUrl());
        var pairs = StableModel.pairs(MODELS, DATASETS, SEED);
        var begin = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(DAYS + 2, ChronoUnit.DAYS);
        try (var receivers = new Receivers();
                var pushes = new Pushes(stack.gatewayUrl());
                var evaluated = EvaluatedRuns.of(stack.databaseUrl(Service.REGRESSION))) {
            notify(lab, receivers);

            together(pairs, pair -> month(pushes, pair, begin));

            var runs = pairs.size() * DAYS * (HOURS + 1);
            await().atMost(PATIENCE).until(() -> evaluated.runs() == runs);
            assertThat(evaluated.points()).isEqualTo((long) runs * METRICS);
            assertThat(evaluated.runsWithItems()).isEqualTo(runs);
            assertThat(evaluated.backfill()).isZero();

            // Not silent for being deaf: what comes next in the same way is told, of each model on each data set.
            var drop = begin.plus(DAYS, ChronoUnit.DAYS);
            var firstPoor = new AtomicLong(Long.MAX_VALUE);
            together(pairs, pair -> firstPoor.accumulateAndGet(getsWorse(pushes, pair, drop), Math::min));
            await().atMost(PATIENCE)
                    .until(() -> told(receivers, run -> run >= firstPoor.get()).size() >= pairs.size());
            assertThat(told(receivers, run -> run < firstPoor.get()))
                    .as("notifications of models that did not change; findings: %s", findings(lab, firstPoor.get()))
                    .hasSizeLessThanOrEqualTo(AT_MOST);
        }
    }

    /// As a new stack notifies, but all to where this test listens, and without a cooldown: a month's alerts come
    /// within minutes here.
    private static void notify(Lab lab, Receivers receivers) {
        lab.put("/notification-channels/webhook", Map.of("config", Map.of("url", receivers.webhookUrl())))
                .statusCode(200);
        RULES.forEach(rule -> lab.put(
                        "/alert-rules/" + rule,
                        Map.of("notification_channels", List.of("webhook"), "cooldown_minutes", 0))
                .statusCode(200));
    }

    private static void month(Pushes pushes, StableModel pair, Instant begin) {
        for (var hour = 0; hour < DAYS * HOURS; hour++) {
            var at = begin.plus(hour, ChronoUnit.HOURS);
            pushes.push(pair.quick(at, QUICK));
            if (hour % HOURS == 2) {
                pushes.push(pair.full(at.plusSeconds(1)));
            }
        }
    }

    /// Two nightly runs of a model that lost two logits.
    ///
    /// @return the first of them
    private static long getsWorse(Pushes pushes, StableModel pair, Instant at) {
        pair.loses(2);
        var first = pushes.push(pair.full(at.plus(2, ChronoUnit.HOURS)));
        pushes.push(pair.full(at.plus(2 + HOURS, ChronoUnit.HOURS)));
        return first;
    }

    /// The titles of what was notified of such runs.
    private static List<String> told(Receivers receivers, LongPredicate run) {
        return receivers.calls().stream()
                .map(JsonPath::from)
                .filter(call -> run.test(call.getLong("data.run_id")))
                .map(call -> call.getString("data.title"))
                .toList();
    }

    /// How often what was found before a run, told or not.
    private static Map<String, Long> findings(Lab lab, long before) {
        return lab
                .get("/regression-detection/results?limit=1000")
                .<Map<String, Object>>getList("findAll { it.run_id < %d }".formatted(before))
                .stream()
                .collect(Collectors.groupingBy(
                        finding -> "%s %s".formatted(finding.get("severity"), finding.get("metric_name")),
                        TreeMap::new,
                        Collectors.counting()));
    }

    /// Each pair on its own, in the order of its runs.
    private static void together(List<StableModel> pairs, Consumer<StableModel> work)
            throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            pairs.forEach(pair -> running.add(threads.submit(() -> work.accept(pair))));
            for (var one : running) {
                one.get();
            }
        }
    }
}
