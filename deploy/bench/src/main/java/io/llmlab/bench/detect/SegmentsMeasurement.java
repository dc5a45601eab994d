package io.llmlab.bench.detect;

import io.llmlab.bench.report.Figure;
import io.llmlab.bench.report.Report;
import io.llmlab.regression.detect.simulation.Dividing;
import io.llmlab.regression.detect.simulation.Noise;
import io.llmlab.regression.detect.simulation.Penalties;
import java.util.List;

/// How often dividing a stable series into regimes finds a change, and how often it finds one that is there.
record SegmentsMeasurement(int series, Report report) {

    private static final int POINTS = 100;
    private static final double SLOPE = .1;
    private static final List<Integer> LENGTHS = List.of(10, 20, 50, 200);
    private static final List<Integer> PLACES = List.of(20, 50, 90);
    private static final List<Double> DEVIATIONS = List.of(.5, 1.0, 1.5, 2.0, 3.0, 4.0);

    void run() {
        report.heading("Any change point in a stable series of %d, divided once".formatted(POINTS));
        report.note("%,d series a line".formatted(series));
        for (var noise : Noise.values()) {
            var changed = Dividing.changed(noise, POINTS, series).percent();
            var promised = Penalties.promised(noise);
            report.add(
                    promised.isPresent()
                            ? Figure.atMost(noise.label(), changed, "%", 100 * promised.getAsDouble())
                            : Figure.of(noise.label(), changed, "%"));
        }
        for (var length : LENGTHS) {
            report.add(Figure.atMost(
                    "Gaussian, series of %d".formatted(length),
                    Dividing.changed(Noise.GAUSSIAN, length, series).percent(),
                    "%",
                    1));
        }
        report.add(Figure.of(
                "a steady drift of %.1f sigma a point is cut into pieces".formatted(SLOPE),
                Dividing.driftCut(Noise.GAUSSIAN, POINTS, SLOPE, series).percent(),
                "%"));
        reportPower();
    }

    private void reportPower() {
        report.note("found within 5 points of its place, Gaussian, %d points:".formatted(POINTS));
        for (var deviations : DEVIATIONS) {
            for (var place : PLACES) {
                report.add(Figure.of(
                        "a step of %.1f sigma at %d".formatted(deviations, place),
                        Dividing.located(Noise.GAUSSIAN, POINTS, place, deviations, series)
                                .percent(),
                        "%"));
            }
        }
    }
}
