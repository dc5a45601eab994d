package io.llmlab.runner.score;

import jakarta.inject.Singleton;

/// Judges each item by what fits it: multiple choice where it has choices, numeric where its target is a number, else
/// exact match.
@Singleton
final class ByItem implements Scorer {

    private final MultipleChoice choice;
    private final NumericAnswer number;
    private final ExactMatch text;

    ByItem(MultipleChoice choice, NumericAnswer number, ExactMatch text) {
        this.choice = choice;
        this.number = number;
        this.text = text;
    }

    @Override
    public ScorerType type() {
        return ScorerType.BY_ITEM;
    }

    /// Rises with each of the three.
    @Override
    public int version() {
        return choice.version() + number.version() + text.version() - 2;
    }

    @Override
    public Score score(Expectation expected, String answer) {
        return fitting(expected).score(expected, answer);
    }

    private Scorer fitting(Expectation expected) {
        if (!expected.choices().isEmpty()) {
            return choice;
        }
        return NumericAnswer.isNumber(expected.target()) ? number : text;
    }
}
