package io.llmlab.alert.evaluate;

import io.llmlab.alert.rule.Breach;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Puts together what a rule fires on in the runs of one batch, as far as they wait beside each other:
/// subtasks of a group, files with runs on many data sets.
final class Batches {

    private Batches() {}

    /// @param group as regression-service calls it, or a place that no other ruling has
    private record Batch(String ruleId, String group) {}

    /// @param rulings in their order, which the first of each batch keeps
    /// @return what each of them fires on; of one rule, never empty
    static List<List<Candidate>> of(List<Ruling> rulings) {
        var batches = new LinkedHashMap<Batch, List<Candidate>>();
        for (var place = 0; place < rulings.size(); place++) {
            var candidates = rulings.get(place).candidates();
            if (!candidates.isEmpty()) {
                batches.computeIfAbsent(batch(rulings.get(place), place), _ -> new ArrayList<>())
                        .addAll(candidates);
            }
        }
        return List.copyOf(batches.values());
    }

    private static Batch batch(Ruling ruling, int place) {
        var groups = ruling.breaches().stream()
                .map(Batches::group)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        var ruleId = ruling.rule().ruleId();
        return new Batch(ruleId, groups.size() == 1 ? "group/" + groups.getFirst() : "place/" + place);
    }

    private static @Nullable Long group(Breach breach) {
        return breach.evidence().matter().group();
    }
}
