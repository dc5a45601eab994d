package io.llmlab.runner.execute;

import io.llmlab.runner.dataset.DatasetItem;
import io.llmlab.runner.score.Expectation;
import io.llmlab.runner.score.ScorerSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an item says of its answers, beside its target.
final class Answering {

    private static final String OTHER_TARGETS = "targets";
    private static final String CLUSTER = "cluster";
    static final String LABEL = "label";
    static final String LABELLED_ANSWER = "labelled_answer";

    private Answering() {}

    static Expectation expectation(DatasetItem item, ScorerSettings settings) {
        var others = item.metadata()
                .path(OTHER_TARGETS)
                .valueStream()
                .map(target -> target.asText(""))
                .toList();
        return new Expectation(item.target(), others, item.choices(), item.answer(), settings);
    }

    /// A person's verdict on the answer that the item carries; empty: there is none on the judge's scale.
    static Optional<Label> label(DatasetItem item, ScorerSettings settings) {
        var judge = settings.judge();
        var answer = said(item, LABELLED_ANSWER);
        var label = said(item, LABEL);
        if (judge == null || answer == null || label == null) {
            return Optional.empty();
        }
        var value = judge.scale().label(label);
        return value.isPresent() ? Optional.of(new Label(answer, value.getAsDouble())) : Optional.empty();
    }

    /// What the item has in common with others, for example the text they ask about; null: nothing.
    static @Nullable String cluster(DatasetItem item) {
        var cluster = said(item, CLUSTER);
        return cluster == null || cluster.isBlank() ? null : cluster;
    }

    private static @Nullable String said(DatasetItem item, String name) {
        var value = item.metadata().path(name);
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }
}
