package io.llmlab.regression.baseline;

import static java.util.Objects.requireNonNull;

import io.llmlab.platform.problem.DomainException.Conflict;
import io.llmlab.regression.series.Position;
import io.llmlab.regression.series.Series;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a person chose as normal for a series, until it is released.
@Entity
class Baseline {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private long seriesId;
    private long modelId;
    private String datasetName;
    private String metricType;
    private String metricName;
    private String stream;

    @Enumerated(EnumType.STRING)
    private BaselineKind kind;

    private Instant fromAt;
    private long fromRunId;
    private @Nullable Long findingId;
    private @Nullable String reason;
    private String createdBy;
    private Instant createdAt;
    private @Nullable Instant releasedAt;
    private @Nullable String releasedBy;

    protected Baseline() {} // for Hibernate

    /// Who chose it, why and when.
    record Choice(String by, @Nullable String reason, Instant at) {}

    /// @param first run of it
    static Baseline rolling(Series series, Position first, Choice choice) {
        return chosen(series, BaselineKind.ROLLING, first, choice);
    }

    /// What a finding showed is normal from now on.
    static Baseline accepted(long findingId, Series series, Position onset, Choice choice) {
        var baseline = rolling(series, onset, choice);
        baseline.findingId = findingId;
        return baseline;
    }

    /// @param last run of it: what follows is new
    static Baseline pinned(Series series, Position last, Choice choice) {
        return chosen(series, BaselineKind.PINNED, new Position(last.at(), last.runId() + 1), choice);
    }

    private static Baseline chosen(Series series, BaselineKind kind, Position from, Choice choice) {
        var baseline = new Baseline();
        baseline.seriesId = series.id();
        baseline.modelId = series.modelId();
        baseline.datasetName = series.datasetName();
        baseline.metricType = series.metricType();
        baseline.metricName = series.metricName();
        baseline.stream = series.stream();
        baseline.kind = kind;
        baseline.fromAt = from.at();
        baseline.fromRunId = from.runId();
        baseline.reason = choice.reason();
        baseline.createdBy = choice.by();
        baseline.createdAt = choice.at();
        return baseline;
    }

    void release(String by, Instant at) {
        if (releasedAt != null) {
            throw new Conflict("Baseline %d was released already, by %s".formatted(id(), releasedBy));
        }
        releasedAt = at;
        releasedBy = by;
    }

    long id() {
        return requireNonNull(id, "baseline is not stored yet");
    }

    long seriesId() {
        return seriesId;
    }

    long modelId() {
        return modelId;
    }

    String datasetName() {
        return datasetName;
    }

    String metricType() {
        return metricType;
    }

    String metricName() {
        return metricName;
    }

    String stream() {
        return stream;
    }

    BaselineKind kind() {
        return kind;
    }

    /// What lies before is neither normal nor new.
    Position from() {
        return new Position(fromAt, fromRunId);
    }

    @Nullable
    Long findingId() {
        return findingId;
    }

    @Nullable
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
    Instant releasedAt() {
        return releasedAt;
    }

    @Nullable
    String releasedBy() {
        return releasedBy;
    }
}
