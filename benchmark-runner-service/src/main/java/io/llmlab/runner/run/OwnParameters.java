package io.llmlab.runner.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The fields of requests that executors say themselves, so that `parameters` cannot.
final class OwnParameters {

    private static final int LONGEST = 10_000;

    private static final Set<String> NAMES = Set.of(
            "model",
            "messages",
            "input",
            "prompt",
            "contents",
            "system",
            "instructions",
            "systemInstruction",
            "generationConfig",
            "stream",
            "stream_options",
            "n",
            "candidateCount",
            "temperature",
            "max_tokens",
            "max_completion_tokens",
            "max_output_tokens",
            "maxOutputTokens");

    private OwnParameters() {}

    /// @throws IllegalArgumentException saying what is not allowed
    static void requireOthers(@Nullable ObjectNode parameters) {
        if (parameters == null) {
            return;
        }
        if (parameters.toString().length() > LONGEST) {
            throw new IllegalArgumentException("has parameters of over %d characters".formatted(LONGEST));
        }
        parameters.fieldNames().forEachRemaining(name -> {
            if (NAMES.contains(name)) {
                throw new IllegalArgumentException(
                        "has %s among its parameters, which the executor says itself".formatted(name));
            }
        });
    }
}
