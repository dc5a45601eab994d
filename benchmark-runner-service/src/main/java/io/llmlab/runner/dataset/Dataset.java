package io.llmlab.runner.dataset;

import static java.util.Objects.requireNonNull;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One version of a data set; its content never changes.
@Entity
public class Dataset {

    private static final int VERSION_LENGTH = 12;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String name;
    private String sha256;
    private int itemCount;
    private String format;
    private String layout;
    private Instant createdAt;
    private Instant uploadedAt;
    private @Nullable Instant deletedAt;

    protected Dataset() {} // for Hibernate

    public long id() {
        return requireNonNull(id, "data set is not stored yet");
    }

    public String name() {
        return name;
    }

    /// The first 12 hex digits of [#sha256()].
    public String version() {
        return sha256.substring(0, VERSION_LENGTH);
    }

    /// SHA-256 of the uploaded bytes, in hex: what `sha256sum` says about the file.
    public String sha256() {
        return sha256;
    }

    public int itemCount() {
        return itemCount;
    }

    /// `jsonl`, `json` (an array) or `csv`.
    public String format() {
        return format;
    }

    /// Whose columns the file had: the name of a [Layout].
    public String layout() {
        return layout;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /// When this content was last uploaded; the newest one is what a run takes.
    public Instant uploadedAt() {
        return uploadedAt;
    }

    /// Whether the name was deleted; what runs refer to stays readable.
    public boolean isDeleted() {
        return deletedAt != null;
    }
}
