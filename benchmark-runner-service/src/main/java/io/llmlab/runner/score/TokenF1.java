package io.llmlab.runner.score;

import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Set;

/// How many words answer and target share: the harmonic mean of precision and recall. Case, punctuation, articles and
/// white space do not count; of several right answers (`targets`) the best fitting one counts.
///
/// Source: P. Rajpurkar et al., Know What You Don't Know (2018), arXiv:1806.03822, and its evaluate-v2.0.py.
@Singleton
final class TokenF1 implements Scorer {

    private static final Set<Normalisation> SQUAD = EnumSet.complementOf(EnumSet.of(Normalisation.UNICODE));

    @Override
    public ScorerType type() {
        return ScorerType.TOKEN_F1;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Score score(Expectation expected, String answer) {
        var said = words(answer);
        return Score.graded(expected.texts()
                .mapToDouble(right -> f1(words(right), said))
                .max()
                .orElse(0));
    }

    private static List<String> words(String text) {
        var normal = Normalisation.all(SQUAD, text);
        return normal.isEmpty() ? List.of() : Arrays.asList(normal.split(" ", -1));
    }

    private static double f1(List<String> wanted, List<String> said) {
        if (wanted.isEmpty() || said.isEmpty()) {
            return wanted.equals(said) ? 1 : 0;
        }
        var left = new HashMap<String, Integer>();
        wanted.forEach(word -> left.merge(word, 1, Integer::sum));
        var common = said.stream()
                .filter(word -> left.merge(word, -1, Integer::sum) >= 0)
                .count();
        return Score.harmonic((double) common / said.size(), (double) common / wanted.size());
    }
}
