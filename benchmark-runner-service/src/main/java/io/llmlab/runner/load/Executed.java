package io.llmlab.runner.load;

import io.llmlab.runner.model.ModelReference;
import io.llmlab.runner.run.RunView;

/// A run of the service that a program executed, which left its results in files.
///
/// @param remoteName what its model is called where it is served
public record Executed(RunView run, ModelReference model, String remoteName) {

    /// Of all runs that come of the files.
    String batchId() {
        return "run-" + run.id();
    }

    /// Harnesses put a provider before the name: `openai:chat:gpt-4o`, `openai/gpt-4o`.
    boolean isServedAs(String name) {
        return name.endsWith(":" + remoteName) || name.endsWith("/" + remoteName);
    }
}
