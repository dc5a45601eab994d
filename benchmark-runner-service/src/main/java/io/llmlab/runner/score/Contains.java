package io.llmlab.runner.score;

import jakarta.inject.Singleton;

/// The target stands somewhere in the answer, as whole words; case and white space do not count.
@Singleton
final class Contains implements Scorer {

    @Override
    public ScorerType type() {
        return ScorerType.CONTAINS;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Score score(Expectation expected, String answer) {
        return Score.of(holds(ExactMatch.normalise(answer), ExactMatch.normalise(expected.text())));
    }

    /// Both normalised.
    static boolean holds(String text, String wanted) {
        if (wanted.isEmpty()) {
            return false;
        }
        for (var at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
            var end = at + wanted.length();
            if (!joins(text, at - 1, wanted.charAt(0)) && !joins(text, end, wanted.charAt(wanted.length() - 1))) {
                return true;
            }
        }
        return false;
    }

    /// Whether the neighbour belongs to the same word or number as the edge of what was found.
    private static boolean joins(String text, int neighbour, char edge) {
        return neighbour >= 0
                && neighbour < text.length()
                && Character.isLetterOrDigit(edge)
                && Character.isLetterOrDigit(text.charAt(neighbour));
    }
}
