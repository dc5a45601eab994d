package io.llmlab.runner.load;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.llmlab.platform.http.AnyText;
import io.llmlab.runner.dataset.ItemKey;
import io.llmlab.runner.run.SampleRow;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// One question of a pushed run.
///
/// @param id of the item; the same item has the same id in each run
/// @param score 0 to 1 or any number; null: none
/// @param cost USD
/// @param error why no answer came: the sample counts as failed technically and has no score
public record SampleRequest(
        @NotBlank(message = "must have 1 to 255 characters") @Size(max = 255, message = "must have 1 to 255 characters")
        String id,

        @Nullable Double score,
        @JsonDeserialize(using = AnyText.class) @Nullable String prompt,
        @JsonDeserialize(using = AnyText.class) @Nullable String answer,
        @JsonDeserialize(using = AnyText.class) @Nullable String target,

        @Nullable @PositiveOrZero(message = "must be 0 or more")
        Double latencyMs,

        @Nullable @PositiveOrZero(message = "must be 0 or more")
        Long inputTokens,

        @Nullable @PositiveOrZero(message = "must be 0 or more")
        Long outputTokens,

        @Nullable @PositiveOrZero(message = "must be 0 or more")
        Double cost,

        @JsonDeserialize(using = AnyText.class) @Nullable String error,

        @Nullable @Size(max = 255, message = "must have at most 255 characters")
        String cluster) {

    /// @param position place in the run, from 0
    public SampleRow row(int position, String datasetName) {
        return new SampleRow(
                position,
                id,
                ItemKey.of(datasetName, id),
                prompt,
                answer,
                target,
                error == null ? score : null,
                null,
                latencyMs,
                inputTokens,
                outputTokens,
                cost,
                error,
                cluster);
    }
}
