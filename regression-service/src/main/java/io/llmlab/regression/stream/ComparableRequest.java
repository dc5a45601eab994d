package io.llmlab.regression.stream;

import static java.util.Objects.requireNonNullElse;

import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.problem.FieldError;
import io.llmlab.platform.trust.Actor;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A person declares that a stream goes on where an earlier one stopped.
@RegisterForReflection
public record ComparableRequest(
        @Schema(required = true) @Nullable Long modelId,
        @Schema(required = true) @Nullable String datasetName,

        @Schema(required = true, description = "The later stream") @Nullable
        String stream,

        @Schema(required = true, description = "The earlier stream") @Nullable
        String continues,

        @Schema(required = true, minLength = 1, maxLength = 1000) @Nullable
        String reason,

        @Schema(defaultValue = "anonymous", maxLength = 200) @Nullable
        String createdBy) {

    private static final int MAX_NAME = 200;
    private static final int MAX_REASON = 1000;

    /// Fails with every value that does not fit.
    ComparableRequest checked() {
        var errors = new ArrayList<FieldError>();
        if (modelId == null) {
            errors.add(FieldError.inBody("/model_id", "is required"));
        }
        check(errors, "dataset_name", datasetName, MAX_NAME);
        check(errors, "stream", stream, MAX_NAME);
        check(errors, "continues", continues, MAX_NAME);
        check(errors, "reason", reason, MAX_REASON);
        check(errors, "created_by", by(), MAX_NAME);
        if (stream != null && stream.equals(continues)) {
            errors.add(FieldError.inBody("/continues", "must be another stream"));
        }
        if (!errors.isEmpty()) {
            throw new Invalid(errors);
        }
        return this;
    }

    private static void check(List<FieldError> errors, String field, @Nullable String text, int most) {
        if (text == null || text.isBlank() || text.length() > most) {
            errors.add(FieldError.inBody("/" + field, "must have 1 to %d characters".formatted(most)));
        }
    }

    String by() {
        return requireNonNullElse(createdBy, Actor.or(Audit.ANONYMOUS));
    }
}
