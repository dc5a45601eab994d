package io.llmlab.runner.score;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Every scorer there is, by its name.
@ApplicationScoped
public class Scorers {

    private final Map<ScorerType, Scorer> byType;

    Scorers(@All List<Scorer> scorers) {
        this.byType = scorers.stream().collect(Collectors.toMap(Scorer::type, Function.identity()));
    }

    public Scorer of(ScorerType type) {
        var scorer = byType.get(type);
        if (scorer == null) {
            throw new IllegalStateException("No scorer is registered as " + type);
        }
        return scorer;
    }

    /// Whether the numeric scorer can judge an item with this target.
    public static boolean isNumber(String target) {
        return NumericAnswer.isNumber(target);
    }
}
