package io.llmlab.runner.score;

/// @param value 0 to 1
/// @param parsed false: no answer of the expected form could be found, which counts as a wrong answer
public record Score(double value, boolean parsed) {

    static final Score UNPARSED = new Score(0, false);

    static Score of(boolean right) {
        return new Score(right ? 1 : 0, true);
    }
}
