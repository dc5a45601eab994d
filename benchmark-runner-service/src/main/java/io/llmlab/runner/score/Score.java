package io.llmlab.runner.score;

/// @param value 0 to 1
/// @param parsed false: no answer of the expected form could be found, which counts as a wrong answer
public record Score(double value, boolean parsed) {

    static final Score UNPARSED = new Score(0, false);

    static Score of(boolean right) {
        return new Score(right ? 1 : 0, true);
    }

    static Score graded(double value) {
        return new Score(value, true);
    }

    /// The harmonic mean of two shares, 0 where both are.
    static double harmonic(double precision, double recall) {
        return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }
}
