package io.llmlab.regression.detect.simulation;

import io.llmlab.regression.detect.scale.Observations;
import java.util.Random;
import java.util.stream.IntStream;

/// Runs that count how many of their items are right, or how many fail.
///
/// @param chance of an item to be counted, above 0 and below 1
/// @param items of each run
/// @param logitSpread standard deviation of the logit from run to run, beside that of drawing the items; 0 or more
public record Shares(double chance, int items, double logitSpread) {

    /// @param shift of the chance
    double next(Random random, double shift) {
        var logit = Math.log(chance / (1 - chance)) + logitSpread * random.nextGaussian();
        var shifted = Math.clamp(1 / (1 + Math.exp(-logit)) + shift, 0, 1);
        var counted = 0;
        for (var item = 0; item < items; item++) {
            counted += random.nextDouble() < shifted ? 1 : 0;
        }
        return (double) counted / items;
    }

    /// @param now chance of an item from run `from` on
    Observations series(Random random, int runs, int from, double now) {
        var shares = IntStream.range(0, runs)
                .mapToDouble(run -> next(random, run < from ? 0 : now - chance))
                .toArray();
        return Observations.ofShares(items, shares);
    }

    @Override
    public String toString() {
        return "%s of %d items, spread %s".formatted(chance, items, logitSpread);
    }
}
