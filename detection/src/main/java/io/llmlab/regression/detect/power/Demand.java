package io.llmlab.regression.detect.power;

/// How sure one wants to be.
///
/// @param alpha error allowed where nothing changed, above 0 and at most .5; of two sides it is the error of both
/// @param power chance with which a change is to be seen, .5 to below 1
public record Demand(double alpha, boolean isTwoSided, double power) {

    private static final double MOST_ALPHA = .5;
    private static final double LEAST_POWER = .5;

    public Demand {
        if (!(alpha > 0 && alpha <= MOST_ALPHA)) {
            throw new IllegalArgumentException("An error is above 0 and at most .5");
        }
        if (!(power >= LEAST_POWER && power < 1)) {
            throw new IllegalArgumentException("A power is .5 to below 1");
        }
    }

    /// The error on the side of the change.
    double tail() {
        return isTwoSided ? alpha / 2 : alpha;
    }
}
