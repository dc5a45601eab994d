package io.llmlab.runner.score;

import jakarta.inject.Singleton;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// The answer is the target; case, white space, outer quotes and a final full stop do not count.
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
        return Score.of(normalise(answer).equals(normalise(expected.text())));
    }

    static String normalise(String text) {
        var compatible = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        var spaced = SPACE.matcher(compatible).replaceAll(" ").strip();
        return OUTER.matcher(spaced).replaceAll("").strip();
    }
}
