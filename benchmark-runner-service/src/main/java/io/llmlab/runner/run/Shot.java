package io.llmlab.runner.run;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/// A question and its answer, shown to the model before it is asked.
public record Shot(
        @NotBlank(message = "must not be empty") @Size(max = 100_000, message = LONG)
        String prompt,

        @NotBlank(message = "must not be empty") @Size(max = 100_000, message = LONG)
        String answer) {

    private static final String LONG = "must have at most 100000 characters";
}
