package io.llmlab.alert.signal;

import io.llmlab.platform.trace.Cause;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.HashMap;
import java.util.Map;

/// The run that something is said about.
///
/// @param runId 0 where it is about no run
/// @param dataset empty where it is about none
/// @param labels the run's own labels, without those of its model
@RegisterForReflection
public record Subject(long runId, Model model, String dataset, Map<String, String> labels) {

    public Subject {
        labels = Map.copyOf(labels);
    }

    /// What is said because of a run.
    public static Cause cause(long runId) {
        return new Cause("llmlab.run.id", runId);
    }

    /// The labels of the model and of the run together; the run's win.
    public Map<String, String> allLabels() {
        var all = new HashMap<>(model.labels());
        all.putAll(labels);
        return all;
    }
}
