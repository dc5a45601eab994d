package io.llmlab.runner.execute;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the endpoint of one run said that answered. Mostly one name; more where the model behind a name was
/// exchanged meanwhile, or where the endpoint shares the work among several.
final class ResolvedModels {

    private static final String BETWEEN = ", ";

    /// Beyond these nobody would read on.
    private static final int MOST = 5;

    private final SortedSet<String> names = new TreeSet<>();

    /// @param before what was known of the run already, or null
    ResolvedModels(@Nullable String before) {
        if (before != null) {
            names.addAll(Arrays.asList(before.split(BETWEEN, -1)));
        }
    }

    void heard(List<Asked> asked) {
        for (var one : asked) {
            if (one.model() != null && names.size() < MOST) {
                names.add(one.model());
            }
        }
    }

    /// In the alphabet's order; absent where the endpoint never said.
    Optional<String> inWords() {
        return names.isEmpty() ? Optional.empty() : Optional.of(String.join(BETWEEN, names));
    }
}
