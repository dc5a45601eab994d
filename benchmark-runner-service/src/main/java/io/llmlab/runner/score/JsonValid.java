package io.llmlab.runner.score;

import jakarta.inject.Singleton;

/// The answer is JSON; see [JsonAnswer]. The target does not matter.
@Singleton
final class JsonValid implements Scorer {

    @Override
    public ScorerType type() {
        return ScorerType.JSON_VALID;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Score score(Expectation expected, String answer) {
        return JsonAnswer.read(answer).isPresent() ? Score.of(true) : Score.UNPARSED;
    }
}
