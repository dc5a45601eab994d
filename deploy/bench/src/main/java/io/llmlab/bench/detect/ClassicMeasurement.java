package io.llmlab.bench.detect;

import io.llmlab.bench.report.Figure;
import io.llmlab.bench.report.Report;
import io.llmlab.regression.detect.Direction;
import io.llmlab.regression.detect.simulation.Noise;
import io.llmlab.regression.detect.simulation.SingleLook;
import java.util.List;

/// One look by `statistical_test` at a confidence of .95.
record ClassicMeasurement(int series, Report report) {

    private static final String METHOD = "statistical_test";
    private static final double LEVEL = .05;
    private static final int RUNS = 40;
    private static final List<Integer> LENGTHS = List.of(8, 12, 24, 67);
    private static final List<Noise> NOISES = List.of(
            Noise.GAUSSIAN,
            Noise.LOG_NORMAL,
            Noise.STUDENT_3,
            Noise.BINOMIAL_50,
            Noise.BINOMIAL_200,
            Noise.BINOMIAL_1000);

    void run() {
        report.heading("One look by statistical_test at .95, after Holm's rule for its windows");
        report.note("%,d series a line".formatted(2 * series));
        for (var noise : NOISES) {
            for (var runs : LENGTHS) {
                add("%s, %d stable runs, called worse".formatted(noise.label(), runs), noise, noise.better(), runs);
                add("%s, %d stable runs, two-sided".formatted(noise.label(), runs), noise, Direction.NONE, runs);
            }
        }
        for (var step : List.of(new Step(4, 1), new Step(2, 3), new Step(1, 10))) {
            report.add(Figure.of(
                    "Gaussian, %d runs, %.0f sigma in the newest %d".formatted(RUNS, step.deviations(), step.newest()),
                    100
                            * SingleLook.chanceOfWorse(
                                            METHOD,
                                            Noise.GAUSSIAN,
                                            RUNS,
                                            step.newest(),
                                            step.deviations(),
                                            LEVEL,
                                            2 * series)
                                    .value(),
                    "%"));
        }
    }

    private record Step(double deviations, int newest) {}

    private void add(String what, Noise noise, Direction direction, int runs) {
        var rate = SingleLook.chance(METHOD, noise, direction, runs, LEVEL, 2 * series);
        report.add(Figure.atMost(what, rate.percent(), "%", 100 * LEVEL));
    }
}
