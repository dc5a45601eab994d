package io.llmlab.runner.score;

import jakarta.inject.Singleton;

/// How little has to be changed to make the target of the answer: 1 - edits / length of the longer text, in code
/// points. Everything counts but what `normalise` names; of several right answers (`targets`) the nearest one counts.
///
/// Of each text the first 10,000 characters count. Source: R. Wagner and M. Fischer, The String-to-String Correction
/// Problem, Journal of the ACM 21 (1974).
@Singleton
final class Levenshtein implements Scorer {

    private static final int LONGEST = 10_000;

    @Override
    public ScorerType type() {
        return ScorerType.LEVENSHTEIN;
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
        var said = characters(expected, answer);
        return Score.graded(expected.texts()
                .mapToDouble(right -> similarity(characters(expected, right), said))
                .max()
                .orElse(0));
    }

    private static int[] characters(Expectation expected, String text) {
        var chosen = expected.settings().normalise();
        var normal = chosen == null ? text : Normalisation.all(chosen, text);
        return normal.codePoints().limit(LONGEST).toArray();
    }

    private static double similarity(int[] wanted, int[] said) {
        var longer = Math.max(wanted.length, said.length);
        return longer == 0 ? 1 : 1 - (double) edits(wanted, said) / longer;
    }

    private static int edits(int[] one, int[] other) {
        var row = new int[other.length + 1];
        for (var column = 0; column <= other.length; column++) {
            row[column] = column;
        }
        for (var line = 1; line <= one.length; line++) {
            var diagonal = row[0];
            row[0] = line;
            for (var column = 1; column <= other.length; column++) {
                var changed = diagonal + (one[line - 1] == other[column - 1] ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(changed, 1 + Math.min(row[column], row[column - 1]));
            }
        }
        return row[other.length];
    }
}
