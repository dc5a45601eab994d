package io.llmlab.regression.detect.look;

import io.llmlab.regression.detect.classic.RareCounts;
import io.llmlab.regression.detect.classic.RareCounts.Pair;
import io.llmlab.regression.detect.classic.RareCounts.Tails;
import io.llmlab.regression.detect.scale.Observations;
import org.jspecify.annotations.Nullable;

/// What the runs of a look counted.
///
/// @param rare null where the samples of a run are not known
record Counts(@Nullable RareCounts rare, int runs) {

    /// Says nothing.
    static final Tails UNCOUNTED = new Tails(0, 0);

    /// With as many events a run, the tails of its angle are those of a normal number.
    private static final double FEW = 20;

    static Counts of(Observations series) {
        return new Counts(
                series.areCounted() ? new RareCounts(series.values(), series.samples()) : null, series.length());
    }

    /// The chances of the newest runs by the events of the runs that are normal.
    Tails tails(int from, int until, int since) {
        var pair = new Pair(from, until, since, runs);
        return rare == null || rare.perRun(pair) >= FEW ? UNCOUNTED : rare.tails(pair);
    }
}
