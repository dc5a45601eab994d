package io.llmlab.runner.execute;

import io.llmlab.runner.dataset.DatasetItem;
import io.llmlab.runner.score.Expectation;
import io.llmlab.runner.score.ScorerSettings;
import org.jspecify.annotations.Nullable;

/// What an item says of its answers, beside its target.
final class Answering {

    private static final String OTHER_TARGETS = "targets";
    private static final String CLUSTER = "cluster";

    private Answering() {}

    static Expectation expectation(DatasetItem item, ScorerSettings settings) {
        var others = item.metadata()
                .path(OTHER_TARGETS)
                .valueStream()
                .map(target -> target.asText(""))
                .toList();
        return new Expectation(item.target(), others, item.choices(), item.answer(), settings);
    }

    /// What the item has in common with others, for example the text they ask about; null: nothing.
    static @Nullable String cluster(DatasetItem item) {
        var cluster = item.metadata().path(CLUSTER);
        return cluster.isValueNode() && !cluster.isNull() && !cluster.asText().isBlank() ? cluster.asText() : null;
    }
}
