package io.llmlab.alert.incident;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Who did what with an alert, and when.
@Embeddable
public class Handling {

    private @Nullable Instant acknowledgedAt;
    private @Nullable String acknowledgedBy;
    private @Nullable Instant resolvedAt;
    private @Nullable String resolvedBy;
    private @Nullable String resolutionNotes;

    @Enumerated(EnumType.STRING)
    private @Nullable Resolution resolution;

    /// How often it went on after its end.
    private int reopenings;

    void acknowledge(String by, @Nullable String notes, Instant at) {
        acknowledgedAt = at;
        acknowledgedBy = by;
        note(notes);
    }

    void resolve(String by, @Nullable String notes, @Nullable Resolution as, Instant at) {
        resolvedAt = at;
        resolvedBy = by;
        resolution = as;
        note(notes);
    }

    /// Nobody has it in hand any more; what was noted stays.
    void reopen() {
        acknowledgedAt = null;
        acknowledgedBy = null;
        resolvedAt = null;
        resolvedBy = null;
        resolution = null;
        reopenings++;
    }

    private void note(@Nullable String notes) {
        if (notes != null) {
            resolutionNotes = notes;
        }
    }

    @Nullable
    Instant acknowledgedAt() {
        return acknowledgedAt;
    }

    @Nullable
    String acknowledgedBy() {
        return acknowledgedBy;
    }

    @Nullable
    Instant resolvedAt() {
        return resolvedAt;
    }

    @Nullable
    String resolvedBy() {
        return resolvedBy;
    }

    @Nullable
    String resolutionNotes() {
        return resolutionNotes;
    }

    @Nullable
    Resolution resolution() {
        return resolution;
    }

    int reopenings() {
        return reopenings;
    }
}
