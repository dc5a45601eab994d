package io.llmlab.runner.score;

import jakarta.inject.Singleton;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// The answer is the target; case, white space, outer quotes and a final full stop do not count.
///
/// With `normalise` exactly what it names does not count, and an item may have several right answers (`targets`); all
/// but `unicode` together are the exact match of SQuAD (P. Rajpurkar et al., SQuAD, 2016, arXiv:1606.05250).
@Singleton
final class ExactMatch implements Scorer {

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern OUTER = Pattern.compile("^[\"'`]+|[\"'`.!]+$");

    @Override
    public ScorerType type() {
        return ScorerType.EXACT_MATCH;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Score score(Expectation expected, String answer) {
        var chosen = expected.settings().normalise();
        if (chosen == null) {
            return Score.of(normalise(answer).equals(normalise(expected.text())));
        }
        var said = Normalisation.all(chosen, answer);
        return Score.of(expected.texts()
                .anyMatch(right -> Normalisation.all(chosen, right).equals(said)));
    }

    static String normalise(String text) {
        var compatible = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        var spaced = SPACE.matcher(compatible).replaceAll(" ").strip();
        return OUTER.matcher(spaced).replaceAll("").strip();
    }
}
