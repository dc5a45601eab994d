package io.llmlab.regression.stream;

import static java.util.Objects.requireNonNull;

import io.llmlab.platform.problem.DomainException.Conflict;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A person declared that a stream goes on where an earlier one stopped.
@Entity
class ComparableStreams {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private long modelId;
    private String datasetName;
    private String stream;

    @Column(name = "continues")
    private String earlier;

    private String reason;
    private String createdBy;
    private Instant createdAt;
    private @Nullable Instant withdrawnAt;
    private @Nullable String withdrawnBy;

    protected ComparableStreams() {} // for Hibernate

    /// @param request checked
    static ComparableStreams declared(ComparableRequest request, Instant at) {
        var declared = new ComparableStreams();
        declared.modelId = requireNonNull(request.modelId());
        declared.datasetName = requireNonNull(request.datasetName());
        declared.stream = requireNonNull(request.stream());
        declared.earlier = requireNonNull(request.continues());
        declared.reason = requireNonNull(request.reason());
        declared.createdBy = request.by();
        declared.createdAt = at;
        return declared;
    }

    void withdraw(String by, Instant at) {
        if (withdrawnAt != null) {
            throw new Conflict("Declaration %d was withdrawn already, by %s".formatted(id(), withdrawnBy));
        }
        withdrawnAt = at;
        withdrawnBy = by;
    }

    long id() {
        return requireNonNull(id, "declaration is not stored yet");
    }

    long modelId() {
        return modelId;
    }

    String datasetName() {
        return datasetName;
    }

    String stream() {
        return stream;
    }

    String earlier() {
        return earlier;
    }

    String reason() {
        return reason;
    }

    String createdBy() {
        return createdBy;
    }

    Instant createdAt() {
        return createdAt;
    }

    @Nullable
    Instant withdrawnAt() {
        return withdrawnAt;
    }

    @Nullable
    String withdrawnBy() {
        return withdrawnBy;
    }
}
