package io.llmlab.bench.regression;

import io.llmlab.bench.report.Figure;
import io.llmlab.bench.report.Report;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What a new run costs with 100 and with 100,000 runs behind it. The two models take turns, one run after the other.
final class DepthMeasurement {

    private static final int SHALLOW_RUNS = 100;
    private static final int DEEP_RUNS = 100_000;

    /// Makes the deep history eleven months long.
    private static final Duration STEP = Duration.ofMinutes(5);

    private static final int TURNS = 7;
    private static final int RUNS_A_TURN = 200;
    private static final double GOAL_RATIO = 1.25;

    private final Events events;
    private final RegressionDatabase database;
    private final long shallow;
    private final long deep;
    private final Report report;

    /// @param shallow the id of a model that nothing is known of; the next one must be free too
    DepthMeasurement(Events events, RegressionDatabase database, long shallow, Report report) {
        this.events = events;
        this.database = database;
        this.shallow = shallow;
        this.deep = shallow + 1;
        this.report = report;
    }

    void run(Instant end) throws IOException {
        report.heading("Depth: a new run with %,d and with %,d runs behind it".formatted(SHALLOW_RUNS, DEEP_RUNS));
        database.load(shallow, shallow, SHALLOW_RUNS, STEP, end);
        database.load(deep, deep, DEEP_RUNS, STEP, end);
        var shallowTimes = new ArrayList<Double>();
        var deepTimes = new ArrayList<Double>();
        send(shallow);
        send(deep);
        for (var turn = 0; turn < TURNS; turn++) {
            shallowTimes.add(send(shallow));
            deepTimes.add(send(deep));
        }
        report.add(Figure.of("a run with %,d behind it".formatted(SHALLOW_RUNS), median(shallowTimes), "ms"));
        report.add(Figure.of("a run with %,d behind it".formatted(DEEP_RUNS), median(deepTimes), "ms"));
        report.add(
                Figure.atMost("the one as often the other", median(deepTimes) / median(shallowTimes), "", GOAL_RATIO));
        reportRows();
    }

    private void reportRows() throws IOException {
        var before = database.pointsRead();
        send(shallow);
        var between = database.pointsRead();
        send(deep);
        var shallowRows = (double) (between - before) / RUNS_A_TURN;
        var deepRows = (double) (database.pointsRead() - between) / RUNS_A_TURN;
        report.add(Figure.of("points read for a run with %,d behind it".formatted(SHALLOW_RUNS), shallowRows, "rows"));
        // How a series ends is remembered, so that mostly nothing is read: then one row a metric is still none.
        report.add(Figure.atMost(
                "points read for a run with %,d behind it".formatted(DEEP_RUNS),
                deepRows,
                "rows",
                Math.max(Metric.ALL.size(), Math.ceil(GOAL_RATIO * shallowRows))));
    }

    /// How long one run takes, in milliseconds: those of one model are handled one after the other.
    private double send(long model) throws IOException {
        var begun = System.nanoTime();
        var first = events.send(model);
        var last = first;
        for (var sent = 1; sent < RUNS_A_TURN; sent++) {
            last = events.send(model);
        }
        database.awaitStored(first, last);
        return (System.nanoTime() - begun) / 1e6 / RUNS_A_TURN;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
