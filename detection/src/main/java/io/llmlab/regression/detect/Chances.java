package io.llmlab.regression.detect;

import java.util.Map;

/// How likely a move at least so large is without a change, on the side that matters and on the other.
///
/// What is told as `p_value` is the chance of harm, whatever is concluded: were it that of the better side wherever
/// that one is unlikely, it would be below any level twice as often as it says. An improvement has a chance of its own.
///
/// @param harm towards harm; two-sided where the metric has no direction
/// @param improvement towards an improvement; 1 where the metric has no direction
record Chances(double harm, double improvement) {

    /// The key of an improvement's chance among a measurement's details.
    static final String OF_IMPROVEMENT = "improvement_p_value";

    /// @param fall chance of a fall at least so large
    /// @param rise chance of a rise at least so large
    static Chances of(double fall, double rise, Direction direction) {
        return switch (direction) {
            case HIGHER_IS_BETTER -> new Chances(fall, rise);
            case LOWER_IS_BETTER -> new Chances(rise, fall);
            case NONE -> new Chances(Math.min(1, 2 * Math.min(fall, rise)), 1);
        };
    }

    /// Of a change in either direction that was looked for anywhere.
    ///
    /// @param chance of any change at all
    /// @param shift by which it moved
    static Chances ofChange(double chance, double shift, Direction direction) {
        return direction == Direction.NONE || direction.isWorse(shift)
                ? new Chances(chance, 1)
                : new Chances(1, chance);
    }

    /// Harm counts first; an improvement only where there is none.
    ///
    /// @param rate the error that each side may spend
    boolean isImprovement(double rate) {
        return harm > rate && improvement <= rate;
    }

    /// That of the side which counts.
    ///
    /// @param rate the error that each side may spend
    double decisive(double rate) {
        return isImprovement(rate) ? improvement : harm;
    }

    /// What of it stands among the details.
    Map<String, Object> details(Direction direction) {
        return direction == Direction.NONE ? Map.of() : Map.of(OF_IMPROVEMENT, improvement);
    }
}
