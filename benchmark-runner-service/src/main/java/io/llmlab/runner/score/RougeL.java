package io.llmlab.runner.score;

import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/// The longest common subsequence of words of answer and target, as F-measure. Words are runs of ASCII letters and
/// digits in lower case, without stemming; of several right answers (`targets`) the best fitting one counts.
///
/// Of each text the first 10,000 words count. Source: C.-Y. Lin, ROUGE (2004), and google-research's rouge_score.
@Singleton
final class RougeL implements Scorer {

    private static final Pattern NO_WORD = Pattern.compile("[^a-z0-9]+");
    private static final int MOST_WORDS = 10_000;

    @Override
    public ScorerType type() {
        return ScorerType.ROUGE_L;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public boolean mayTakeTime() {
        return true;
    }

    @Override
    public Score score(Expectation expected, String answer) {
        var said = words(answer);
        return Score.graded(expected.texts()
                .mapToDouble(right -> fMeasure(words(right), said))
                .max()
                .orElse(0));
    }

    private static String[] words(String text) {
        return Arrays.stream(NO_WORD.split(text.toLowerCase(Locale.ROOT), -1))
                .filter(word -> !word.isEmpty())
                .limit(MOST_WORDS)
                .toArray(String[]::new);
    }

    private static double fMeasure(String[] wanted, String[] said) {
        if (wanted.length == 0 || said.length == 0) {
            return 0;
        }
        var common = longestCommon(wanted, said);
        return Score.harmonic((double) common / said.length, (double) common / wanted.length);
    }

    /// Row by row of the table, of which only one is kept.
    private static int longestCommon(String[] one, String[] other) {
        var row = new int[other.length + 1];
        for (var word : one) {
            var diagonal = 0;
            for (var column = 1; column <= other.length; column++) {
                var above = row[column];
                row[column] = word.equals(other[column - 1]) ? diagonal + 1 : Math.max(above, row[column - 1]);
                diagonal = above;
            }
        }
        return row[other.length];
    }
}
