package io.llmlab.regression.confirm;

import static java.util.Objects.requireNonNull;

import io.llmlab.platform.problem.DomainException.Conflict;
import io.llmlab.regression.config.Watch;
import io.llmlab.regression.detect.Severity;
import io.llmlab.regression.series.MeasuredRun;
import io.llmlab.regression.series.Position;
import jakarta.persistence.Convert;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A regression that is none before repeats of its run show it too.
@Entity
public class Suspicion {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private long seriesId;
    private long modelId;
    private String datasetName;
    private String metricType;
    private String metricName;
    private String stream;
    private long runId;
    private Instant runAt;

    @Convert(converter = RunColumn.class)
    private MeasuredRun run;

    private Instant evidenceFromAt;
    private long evidenceFromRunId;
    private String requestId;
    private int repeats;

    @Enumerated(EnumType.STRING)
    private SuspicionState state;

    @Enumerated(EnumType.STRING)
    private Severity severity;

    private double baselineValue;
    private double currentValue;
    private @Nullable Double changePercent;
    private @Nullable Double pValue;

    @Enumerated(EnumType.STRING)
    private @Nullable DecisionReason reason;

    private @Nullable Long findingId;

    @Embedded
    private Watch watch;

    private Instant openedAt;
    private Instant deadline;
    private @Nullable Instant decidedAt;

    protected Suspicion() {} // for Hibernate

    /// @param deadline when it is decided on what there is
    static Suspicion of(Suspected suspected, MeasuredRun run, RepeatOrder order, Instant at, Instant deadline) {
        var suspicion = new Suspicion();
        var series = suspected.series();
        suspicion.seriesId = series.id();
        suspicion.modelId = series.modelId();
        suspicion.datasetName = series.datasetName();
        suspicion.metricType = series.metricType();
        suspicion.metricName = series.metricName();
        suspicion.stream = series.stream();
        suspicion.runId = run.id();
        suspicion.runAt = run.at();
        suspicion.run = run.inShort();
        suspicion.evidenceFromAt = suspected.from().at();
        suspicion.evidenceFromRunId = suspected.from().runId();
        suspicion.requestId = order.id();
        suspicion.repeats = order.runs();
        suspicion.state = SuspicionState.PENDING;
        suspicion.severity = suspected.severity();
        suspicion.measured(suspected);
        suspicion.watch = suspected.watch();
        suspicion.openedAt = at;
        suspicion.deadline = deadline;
        return suspicion;
    }

    private void measured(Suspected suspected) {
        var measured = suspected.measured();
        baselineValue = measured.baseline();
        currentValue = measured.current();
        changePercent = measured.change();
        pValue = measured.pValue();
    }

    void becomes(long finding, DecisionReason why, Instant at) {
        decide(SuspicionState.FOUND, why, at);
        findingId = finding;
    }

    void drop(DecisionReason why, Instant at) {
        decide(SuspicionState.DROPPED, why, at);
    }

    private void decide(SuspicionState decision, DecisionReason why, Instant at) {
        if (state != SuspicionState.PENDING) {
            throw new Conflict("Suspicion %s is %s already".formatted(id, state));
        }
        state = decision;
        reason = why;
        decidedAt = at;
    }

    public long id() {
        return requireNonNull(id, "suspicion is not stored yet");
    }

    public long seriesId() {
        return seriesId;
    }

    /// The suspected run, without its metrics.
    public MeasuredRun run() {
        return run;
    }

    public long runId() {
        return runId;
    }

    /// From here on the series is evidence, before it baseline.
    public Position evidenceFrom() {
        return new Position(evidenceFromAt, evidenceFromRunId);
    }

    public Watch watch() {
        return watch;
    }

    int repeats() {
        return repeats;
    }

    SuspicionView view() {
        return new SuspicionView(
                id(),
                state,
                modelId,
                datasetName,
                metricType,
                metricName,
                stream,
                runId,
                runAt,
                watch.method(),
                severity,
                baselineValue,
                currentValue,
                changePercent,
                pValue,
                requestId,
                repeats,
                reason,
                findingId,
                openedAt,
                deadline,
                decidedAt);
    }
}
