package io.llmlab.alert.annotation;

import static java.util.Objects.requireNonNull;

import io.llmlab.alert.signal.Labels;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something that happened beside the runs, as a person or a pipeline noted it.
@Entity
class Annotation {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private Instant at;
    private String text;

    @Convert(converter = Labels.class)
    private Map<String, String> labels;

    private String createdBy;
    private Instant createdAt;
    private Instant updatedAt;

    @Version
    private int version;

    protected Annotation() {} // for Hibernate

    static Annotation of(AnnotationRequest request, Instant now) {
        var annotation = new Annotation();
        annotation.createdAt = now;
        annotation.become(request, now);
        return annotation;
    }

    void become(AnnotationRequest all, Instant now) {
        at = all.at() == null ? now : all.at();
        text = all.text();
        labels = all.labels();
        createdBy = all.createdBy();
        updatedAt = now;
    }

    long id() {
        return requireNonNull(id, "annotation is not stored yet");
    }

    Instant at() {
        return at;
    }

    String text() {
        return text;
    }

    Map<String, String> labels() {
        return Map.copyOf(labels);
    }

    String createdBy() {
        return createdBy;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }
}
