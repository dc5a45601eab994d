package io.llmlab.bench.alert;

import io.llmlab.bench.report.Figure;
import io.llmlab.bench.report.Report;
import io.llmlab.local.launch.LocalStack;
import io.llmlab.local.launch.Progress;
import io.llmlab.local.launch.Service;
import io.llmlab.local.launch.StackSettings;
import io.llmlab.local.server.Folders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `./lab bench alert`: the alert service alone, with a Postgres and a broker beside it, and after it
/// Alertmanager where it is installed; the same load, one receiver.
public final class AlertBench {

    private static final List<String> PARTS = List.of("saturated", "paced", "list");
    private static final List<Integer> RATES = List.of(200, 1_000);

    /// Of the 99th percentile at the lowest rate.
    private static final double SLOW_RATE_GOAL_MILLIS = 100;

    /// By both contenders.
    private static final int ITEMS =
            2 * (SaturatedMeasurement.WARM_UP + SaturatedMeasurement.ALERTS + RATES.size() * PacedMeasurement.MOST);

    private final Path root;
    private final Path folder;
    private final Report report;

    public AlertBench(Path root, Report report) {
        this.root = root;
        this.folder = root.resolve(".lab/bench-alert");
        this.report = report;
    }

    /// @param chosen some of `saturated`, `paced`, `list`; none: all
    /// @throws IllegalArgumentException for another name
    public void run(List<String> chosen) throws IOException {
        if (!PARTS.containsAll(chosen)) {
            throw new IllegalArgumentException("./lab bench alert takes any of " + String.join(", ", PARTS));
        }
        Folders.delete(folder);
        try (var receiver = new HookReceiver(ITEMS)) {
            measure(receiver, chosen.isEmpty() ? PARTS : chosen);
        }
        Folders.delete(folder);
    }

    private void measure(HookReceiver receiver, List<String> parts) throws IOException {
        var items = new Items();
        var ours = measureSuite(receiver, items, parts);
        if (parts.contains("saturated") || parts.contains("paced")) {
            compare(ours, measurePeer(receiver, items, parts));
        }
    }

    private Results measureSuite(HookReceiver receiver, Items items, List<String> parts) throws IOException {
        var settings = StackSettings.isolated(root, folder.resolve("stack"), Map.of());
        try (var stack = LocalStack.of(settings, Progress.SILENT);
                var suite = startSuite(stack)) {
            suite.callOnly(receiver.url());
            var results = measure(suite, receiver, items, parts);
            if (parts.contains("list")) {
                measureList(stack);
            }
            return results;
        }
    }

    private static Suite startSuite(LocalStack stack) {
        stack.start(Set.of(Service.ALERT));
        return new Suite(stack);
    }

    private void measureList(LocalStack stack) throws IOException {
        try (var database = new AlertDatabase(stack.databaseUrl(Service.ALERT));
                var http = new AlertClient(stack.urlOf(Service.ALERT))) {
            new ListMeasurement(database, http, report).run();
        }
    }

    private @Nullable Results measurePeer(HookReceiver receiver, Items items, List<String> parts) throws IOException {
        var program = Alertmanager.find();
        if (program.isEmpty()) {
            return null;
        }
        try (var peer = Alertmanager.start(program.get(), folder.resolve("alertmanager"), receiver.url())) {
            return measure(peer, receiver, items, parts);
        }
    }

    private Results measure(Contender contender, HookReceiver receiver, Items items, List<String> parts)
            throws IOException {
        var saturated = new SaturatedMeasurement(receiver, items, report);
        var perSecond = parts.contains("saturated") ? saturated.of(contender) : null;
        if (perSecond == null && parts.contains("paced")) {
            saturated.warmUp(contender);
        }
        var p99 = new HashMap<Integer, Double>();
        if (parts.contains("paced")) {
            var paced = new PacedMeasurement(receiver, items, report);
            for (var rate : RATES) {
                p99.put(rate, paced.of(contender, rate, goalOf(contender, rate)).percentile(.99));
            }
        }
        return new Results(perSecond, p99);
    }

    private static double goalOf(Contender contender, int rate) {
        return contender instanceof Suite && rate == RATES.getFirst() ? SLOW_RATE_GOAL_MILLIS : Double.NaN;
    }

    private void compare(Results ours, @Nullable Results theirs) {
        report.heading("alert-service (all of it durable in Postgres) beside Alertmanager (in memory)");
        if (theirs == null) {
            report.note("not compared: no prometheus-alertmanager in the PATH (Debian: apt-get install"
                    + " prometheus-alertmanager)");
            return;
        }
        if (ours.perSecond() != null && theirs.perSecond() != null) {
            var ratio = ours.perSecond() / theirs.perSecond();
            report.add(Figure.atLeast("saturated, alerts/s, ours by theirs", ratio, "times", 1));
        }
        ours.p99()
                .forEach((rate, millis) ->
                        report.add(ratioAt(rate, millis / theirs.p99().getOrDefault(rate, Double.NaN))));
    }

    /// The goal beside theirs is set at the highest rate alone.
    private static Figure ratioAt(int rate, double ratio) {
        var what = "99th percentile at %,d/s, ours by theirs".formatted(rate);
        return rate == RATES.getLast() ? Figure.atMost(what, ratio, "times", 1) : Figure.of(what, ratio, "times");
    }
}
