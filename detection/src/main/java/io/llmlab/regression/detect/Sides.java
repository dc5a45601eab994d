package io.llmlab.regression.detect;

import io.llmlab.regression.detect.look.Look;
import io.llmlab.regression.detect.look.Shift;

/// A look with the moves it saw to either side.
record Sides(Look look, Shift down, Shift up) {

    static Sides of(Look look) {
        return new Sides(look, look.down(), look.up());
    }

    /// The same, no more sure of a move than the newest run's rank is.
    Sides noSurerThan(Rank rank) {
        return new Sides(
                look,
                down.withChance(Math.max(down.pValue(), rank.below())),
                up.withChance(Math.max(up.pValue(), rank.above())));
    }

    Chances chances(Direction direction) {
        return Chances.of(down.pValue(), up.pValue(), direction);
    }

    /// The move that is told: harm, or an improvement where there is none; without a direction the less likely one.
    ///
    /// @param rate the error that each side may spend
    Shift told(Direction direction, double rate) {
        var isBetter = chances(direction).isImprovement(rate);
        return switch (direction) {
            case HIGHER_IS_BETTER -> isBetter ? up : down;
            case LOWER_IS_BETTER -> isBetter ? down : up;
            case NONE -> down.pValue() <= up.pValue() ? down : up;
        };
    }
}
