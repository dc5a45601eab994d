package io.llmlab.bench.detect;

import io.llmlab.bench.report.Figure;
import io.llmlab.bench.report.Report;
import io.llmlab.regression.detect.segment.Penalty;
import io.llmlab.regression.detect.simulation.Noise;
import io.llmlab.regression.detect.simulation.Penalties;

/// The simulation that the penalty of `change_point` was chosen by, and what the one in force is worth on other series.
record PenaltyMeasurement(int series, Report report) {

    void run() {
        report.heading("Penalty of change_point by length: what the search divides, before any change is tested");
        report.note("%,d stable series a number; the shares are of as many others".formatted(series));
        Penalties.LENGTHS.forEach(this::add);
    }

    private void add(int points) {
        for (var noise : Penalties.NOISES) {
            report.add(Figure.of(
                    "%,d points, %s: penalty that keeps %.0f %%".formatted(points, noise.label(), promised(noise)),
                    new Penalties(noise, points).needed(series),
                    ""));
        }
        report.add(Figure.of("%,d points: penalty in force".formatted(points), Penalty.of(points), ""));
        for (var noise : Penalties.NOISES) {
            report.add(Figure.atMost(
                    "%,d points, %s: divided with it".formatted(points, noise.label()),
                    new Penalties(noise, points).divided(series).percent(),
                    "%",
                    promised(noise) + 2 * error(noise)));
        }
    }

    private static double promised(Noise noise) {
        return 100 * Penalties.promised(noise).orElseThrow();
    }

    /// Standard error of a share that is as promised.
    private double error(Noise noise) {
        var share = Penalties.promised(noise).orElseThrow();
        return 100 * Math.sqrt(share * (1 - share) / series);
    }
}
