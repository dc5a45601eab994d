package io.llmlab.bench.detect;

import io.llmlab.bench.report.Figure;
import io.llmlab.bench.report.Report;
import io.llmlab.regression.detect.Direction;
import io.llmlab.regression.detect.simulation.Noise;
import io.llmlab.regression.detect.simulation.SingleLook;
import java.util.List;

/// One look at the newest run against 20 others that are no better.
record NewestMeasurement(int series, Report report) {

    /// One line costs nothing, and a rate of 1 % takes many.
    private static final int TIMES = 10;

    private static final int RUNS = 21;
    private static final double NOMINAL = .01;
    private static final double GOAL = 1.5;
    private static final int LONG = 67;
    private static final double REACHED = .02;

    void run() {
        report.heading("The newest run against 20 before, 1,000 items each, logit spread .1 between runs");
        report.note(
                "%,d series a line, none of which changed; nominal %.0f %%".formatted(TIMES * series, 100 * NOMINAL));
        for (var method : new String[] {"new_run", "auto"}) {
            report.add(Figure.atMost(
                    "called a change by %s, two-sided".formatted(method), percent(method, Direction.NONE), "%", GOAL));
            report.add(Figure.atMost(
                    "called worse by %s".formatted(method), percent(method, Direction.HIGHER_IS_BETTER), "%", GOAL));
        }
        addHeavyTails();
    }

    /// At a rate that the rank of 67 runs can reach: what it is worth where tails are heavy.
    private void addHeavyTails() {
        for (var noise : List.of(Noise.STUDENT_3, Noise.GAUSSIAN)) {
            report.add(Figure.atMost(
                    "called worse by new_run at a rate of %.2f, 67 runs, %s".formatted(REACHED, noise.label()),
                    SingleLook.called("new_run", noise, Direction.HIGHER_IS_BETTER, LONG, REACHED, TIMES * series)
                            .percent(),
                    "%",
                    100 * REACHED));
        }
    }

    private double percent(String method, Direction direction) {
        return SingleLook.chance(method, Noise.BINOMIAL_1000, direction, RUNS, NOMINAL, TIMES * series)
                .percent();
    }
}
