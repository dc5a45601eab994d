package io.llmlab.alert.annotation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.trust.Actor;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An annotation as a caller writes it. What is left out gets its default.
@JsonIgnoreProperties({"id", "created_at", "updated_at"})
record AnnotationRequest(
        @Schema(description = "When it happened; now, where it is left out") @Nullable
        Instant at,

        @Schema(description = "What happened, as alerts are to name it") @NotBlank @Size(max = 500)
        String text,

        @Schema(
                description =
                        "Whom it is about: model, provider and dataset by their names, or any label of models and runs. Without any it is about all")
        @Size(max = 20)
        Map<@NotBlank @Size(max = 100) String, @NotNull @Size(max = 200) String> labels,

        @Schema(description = "anonymous, where it is left out") @Size(min = 1, max = 255)
        String createdBy) {

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    AnnotationRequest {
        createdBy = createdBy == null ? Actor.or(Audit.ANONYMOUS) : createdBy;
        labels = labels == null ? Map.of() : labels;
        if (at != null && (at.isBefore(EARLIEST) || at.isAfter(LATEST))) {
            throw Invalid.inBody("/at", "must be between the years 2000 and 2200, not %s".formatted(at));
        }
    }

    static AnnotationRequest of(Annotation annotation) {
        return new AnnotationRequest(annotation.at(), annotation.text(), annotation.labels(), annotation.createdBy());
    }
}
