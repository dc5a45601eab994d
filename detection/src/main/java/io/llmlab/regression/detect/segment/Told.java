package io.llmlab.regression.detect.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Puts what was found into the words, units and indices of the series as it was given.
///
/// @param unit of the sums' values, in those of the prepared points
/// @param spread of a single point around its regime, in that unit
record Told(Prepared points, RunningSums sums, double unit, Backward.Kept kept, double spread) {

    /// What rounding makes of noise.
    private static final double LEAST_SPREAD = 1e-3;

    Segmentation segmentation(double spikeReach) {
        var stretches = stretches();
        var correlation = kept.correlation();
        return new Segmentation(
                points.scale(),
                points.size(),
                0,
                points.leftOut(),
                changes(stretches),
                stretches.stream().map(this::regime).toList(),
                spikes(stretches, spikeReach),
                correlation,
                points.size() / Noise.inflation(correlation, points.size()));
    }

    private List<Stretch> stretches() {
        var stretches = new ArrayList<Stretch>();
        var from = 0;
        for (var place : kept.places()) {
            stretches.add(Stretch.of(sums, from, place, Segmenter.SLOPE_PENALTY));
            from = place;
        }
        stretches.add(Stretch.of(sums, from, sums.size(), Segmenter.SLOPE_PENALTY));
        return stretches;
    }

    private List<Change> changes(List<Stretch> stretches) {
        var changes = new ArrayList<Change>();
        for (int i = 1; i < stretches.size(); i++) {
            changes.add(change(
                    stretches.get(i - 1), stretches.get(i), kept.pValues().get(i - 1)));
        }
        return changes;
    }

    private Change change(Stretch left, Stretch right, double pValue) {
        var place = right.from();
        var before = left.at(place - 1.0);
        var after = right.at(place);
        var location = Location.around(sums, left.from(), place, right.to(), kept.correlation());
        return new Change(
                points.indices()[place],
                left.line() || right.line() ? Change.Kind.SLOPE : Change.Kind.STEP,
                original(before),
                original(after),
                (after - before) / spread,
                points.indices()[location.earliest()],
                points.indices()[location.latest()],
                Math.min(1, pValue * Segmenter.looks(points.size())));
    }

    private Regime regime(Stretch stretch) {
        return new Regime(
                points.indices()[stretch.from()],
                points.indices()[stretch.to() - 1],
                original(stretch.at(stretch.from())),
                original(stretch.at(stretch.to() - 1.0)),
                stretch.points(),
                spread(stretch));
    }

    private List<Integer> spikes(List<Stretch> stretches, double reach) {
        var spikes = new ArrayList<Integer>();
        for (var stretch : stretches) {
            var away = IntStream.range(stretch.from(), stretch.to())
                    .mapToDouble(at -> points.values()[at] / unit - stretch.at(at))
                    .toArray();
            var least = Math.max(spread, LEAST_SPREAD);
            if (Arrays.stream(away).noneMatch(distance -> Math.abs(distance) > reach * least)) {
                continue;
            }
            // A noisy regime beside one that hardly varies is no row of spikes.
            var typical = Math.max(least, Noise.spreadOf(away));
            for (int at = 0; at < away.length; at++) {
                if (Math.abs(away[at]) > reach * typical) {
                    spikes.add(points.indices()[stretch.from() + at]);
                }
            }
        }
        return spikes;
    }

    /// Multiplied last by what may be large: nothing times that is nothing.
    private double spread(Stretch stretch) {
        var free = Math.max(1, stretch.points() - stretch.parameters());
        return Math.sqrt(stretch.residual() / free) * unit * points.unit() * 2;
    }

    private double original(double value) {
        return points.original(value * unit);
    }
}
