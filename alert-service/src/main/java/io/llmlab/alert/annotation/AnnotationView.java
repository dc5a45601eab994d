package io.llmlab.alert.annotation;

import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// An annotation as it is kept.
@Schema(name = "Annotation")
record AnnotationView(
        long id,
        Instant at,
        String text,
        Map<String, String> labels,
        String createdBy,
        Instant createdAt,
        Instant updatedAt) {

    static AnnotationView of(Annotation annotation) {
        return new AnnotationView(
                annotation.id(),
                annotation.at(),
                annotation.text(),
                annotation.labels(),
                annotation.createdBy(),
                annotation.createdAt(),
                annotation.updatedAt());
    }
}
