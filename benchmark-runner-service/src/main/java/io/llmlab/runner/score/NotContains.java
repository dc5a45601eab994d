package io.llmlab.runner.score;

import jakarta.inject.Singleton;

/// The target stands nowhere in the answer, as [Contains] looks for it. An empty answer says nothing, so it is
/// unparsed rather than right.
@Singleton
final class NotContains implements Scorer {

    @Override
    public ScorerType type() {
        return ScorerType.NOT_CONTAINS;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Score score(Expectation expected, String answer) {
        return answer.isBlank()
                ? Score.UNPARSED
                : Score.of(!Contains.holds(ExactMatch.normalise(answer), ExactMatch.normalise(expected.text())));
    }
}
