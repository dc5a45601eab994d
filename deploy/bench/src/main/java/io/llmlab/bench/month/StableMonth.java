package io.llmlab.bench.month;

import io.llmlab.local.launch.LocalStack;
import io.llmlab.local.launch.Service;
import io.llmlab.local.launch.StackSettings;
import io.llmlab.local.server.Folders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Three models that do not change, watched on three data sets for thirty days as the monitoring suite does: a daily
/// run of up to 1,000 items and an hourly one of 100 for each pair, 6,750 runs. A month passes in minutes, because the
/// runs are pushed one after the other with times of the past, to a stack that takes none of them for backfill.
///
/// @param days 1 to 30
/// @param seed of what the runs measure
public record StableMonth(int days, long seed) {

    /// The days of the default suite's guarantee.
    public static final int DAYS = 30;

    private static final int HOURS = 24;
    private static final int QUICK = 100;

    /// Data sets and their items.
    private static final Map<String, Integer> DATASETS =
            new TreeMap<>(Map.of("long", 1000, "medium", 500, "short", 200));

    /// Models and their skill in logits.
    private static final Map<String, Double> MODELS = new TreeMap<>(Map.of("amber", 4.0, "birch", 2.5, "cedar", 1.0));

    /// Accuracy, three latencies, cost, two counts of tokens, error rate.
    private static final int METRICS = 8;

    /// What a model loses at the end, in logits.
    private static final double LOSS = 2;

    /// The default rules on findings. Those on single runs cannot fire here: to the alert service runs of the past are
    /// history, whatever the regression service takes them for.
    private static final List<String> RULES =
            List.of("performance_regression_critical", "performance_regression", "latency_spike");

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    /// What came of it.
    ///
    /// @param runs that were pushed in the month
    /// @param points that were evaluated
    /// @param runsWithItems that could be compared item by item
    /// @param backfill points of which nobody would have been told
    /// @param told titles of what people were notified of while nothing changed
    /// @param findings how often what was found while nothing changed, told or not
    /// @param pairs of a model and a data set
    /// @param toldOfDrop pairs that people were notified of after each model lost two logits, in two runs each
    public record Outcome(
            int runs,
            long points,
            long runsWithItems,
            long backfill,
            List<String> told,
            Map<String, Long> findings,
            int pairs,
            int toldOfDrop) {

        /// Whether everything arrived that was pushed, and could have been told of.
        public boolean isComplete() {
            return points == (long) runs * METRICS && runsWithItems == runs && backfill == 0;
        }
    }

    public StableMonth {
        if (days < 1 || days > DAYS) {
            throw new IllegalArgumentException("A month has 1 to %d days, not %d".formatted(DAYS, days));
        }
    }

    /// Starts a stack of its own, lets the month pass, makes the models worse, and stops the stack.
    ///
    /// @param root the project's folder
    /// @param folder of the stack; what is in it is lost
    /// @throws io.llmlab.local.launch.LaunchException if the stack does not start
    public Outcome run(Path root, Path folder) throws IOException {
        Folders.delete(folder);
        // What joins an alert is told within seconds: it would be the next after minutes else.
        var settings = StackSettings.isolated(
                root, folder, Map.of("REGRESSION_SERIES_BACKFILL_AGE", "40d", "ALERT_PARTS_GATHERED", "2s"));
        try (var stack = LocalStack.start(settings);
                var gateway = new Gateway(stack.gatewayUrl());
                var notifications = new Notifications();
                var evaluated = new EvaluatedRuns(stack.databaseUrl(Service.REGRESSION))) {
            notify(gateway, notifications);
            return run(gateway, notifications, evaluated);
        }
    }

    private Outcome run(Gateway gateway, Notifications notifications, EvaluatedRuns evaluated) throws IOException {
        var pairs = StableModel.pairs(MODELS, DATASETS, seed);
        var begin = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(days + 2, ChronoUnit.DAYS);
        var runs = pairs.size() * days * (HOURS + 1);
        var _ = together(pairs, pair -> month(gateway, pair, begin));
        await(() -> evaluated.runs() >= runs);
        var points = evaluated.points();
        var withItems = evaluated.runsWithItems();
        var backfill = evaluated.backfill();
        // Not silent for being deaf: what comes next in the same way is told, of each model on each data set.
        var drop = begin.plus(days, ChronoUnit.DAYS);
        var firstPoor = together(pairs, pair -> getsWorse(gateway, pair, drop)).stream()
                .mapToLong(Long::longValue)
                .min()
                .orElseThrow();
        await(() -> notifications.pairs(run -> run >= firstPoor).size() >= pairs.size());
        return new Outcome(
                runs,
                points,
                withItems,
                backfill,
                notifications.of(run -> run < firstPoor),
                findings(gateway, firstPoor),
                pairs.size(),
                notifications.pairs(run -> run >= firstPoor).size());
    }

    /// As a new stack notifies, but all to one place, and without a cooldown: a month's alerts come within minutes
    /// here.
    private static void notify(Gateway gateway, Notifications notifications) throws IOException {
        gateway.put("/notification-channels/webhook", Map.of("config", Map.of("url", notifications.url())));
        for (var rule : RULES) {
            gateway.put(
                    "/alert-rules/" + rule, Map.of("notification_channels", List.of("webhook"), "cooldown_minutes", 0));
        }
    }

    private long month(Gateway gateway, StableModel pair, Instant begin) throws IOException {
        var last = 0L;
        for (var hour = 0; hour < days * HOURS; hour++) {
            var at = begin.plus(hour, ChronoUnit.HOURS);
            last = gateway.push(pair.quick(at, QUICK));
            if (hour % HOURS == 2) {
                last = gateway.push(pair.full(at.plusSeconds(1)));
            }
        }
        return last;
    }

    /// Two nightly runs of a model that lost two logits.
    ///
    /// @return the first of them
    private static long getsWorse(Gateway gateway, StableModel pair, Instant at) throws IOException {
        pair.loses(LOSS);
        var first = gateway.push(pair.full(at.plus(2, ChronoUnit.HOURS)));
        var _ = gateway.push(pair.full(at.plus(2 + HOURS, ChronoUnit.HOURS)));
        return first;
    }

    private static Map<String, Long> findings(Gateway gateway, long before) throws IOException {
        return StreamSupport.stream(
                        gateway.get("/regression-detection/results?limit=1000").spliterator(), false)
                .filter(finding -> finding.path("run_id").asLong() < before)
                .collect(Collectors.groupingBy(
                        finding -> "%s %s"
                                .formatted(
                                        finding.path("severity").asText(),
                                        finding.path("metric_name").asText()),
                        TreeMap::new,
                        Collectors.counting()));
    }

    private interface Work {
        long of(StableModel pair) throws IOException;
    }

    /// Each pair on its own, in the order of its runs.
    private static List<Long> together(List<StableModel> pairs, Work work) throws IOException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<Long>>();
            pairs.forEach(pair -> running.add(threads.submit(() -> work.of(pair))));
            var results = new ArrayList<Long>();
            for (var one : running) {
                results.add(one.get());
            }
            return results;
        } catch (ExecutionException failure) {
            throw new IOException(failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", interrupted);
        }
    }

    /// As long as patience lasts; what is missing then shows in the outcome.
    private static void await(Callable<Boolean> isThere) throws IOException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!isThere.call() && System.nanoTime() < deadline) {
                Thread.sleep(BETWEEN_LOOKS);
            }
        } catch (IOException | RuntimeException failure) {
            throw failure;
        } catch (Exception interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", interrupted);
        }
    }
}
