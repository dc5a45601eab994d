package io.llmlab.runner.run;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.platform.problem.DomainException.Conflict;
import io.llmlab.runner.dataset.Dataset;
import io.llmlab.runner.model.LabelsColumn;
import io.llmlab.runner.model.Model;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/// One execution of a benchmark against one model, or the results of one that ran outside.
///
/// It guards the life cycle that callers move; the executor, which does so under a lease, is in feature
/// `execute`.
@Entity
// The executor writes progress and lease at the same time, by SQL.
@DynamicUpdate
public class Run {

    static final String OWN_SOURCE = "runner";

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @Column(name = "run_at", updatable = false)
    private Instant timestamp;

    private long modelId;
    // The executor reads it, by SQL.
    @SuppressWarnings("UnusedVariable")
    private @Nullable Long datasetId;

    private String datasetName;
    private @Nullable String datasetVersion;
    private @Nullable String modelResolved;

    @Convert(converter = JsonObjectColumn.class)
    private @Nullable JsonNode runConfig;

    private @Nullable Double accuracy;
    private @Nullable Double latencyMs;
    private @Nullable Double totalCost;
    private @Nullable Long totalTokensInput;
    private @Nullable Long totalTokensOutput;

    @Enumerated(EnumType.STRING)
    private RunStatus status;

    private @Nullable String errorMessage;
    private @Nullable Double durationSeconds;
    private int sampleCount;
    private int errorCount;
    private int done;
    private @Nullable Integer total;
    private @Nullable String scheduledJobId;

    @Enumerated(EnumType.STRING)
    private TriggerType triggerType;

    private String source;
    private @Nullable String requestId;
    private @Nullable String batchId;
    private @Nullable Long parentRunId;

    @Convert(converter = LabelsColumn.class)
    private Map<String, String> labels;

    @Convert(converter = JsonObjectColumn.class)
    private @Nullable JsonNode fingerprint;

    private @Nullable String stream;
    private @Nullable String expectedInterval;
    private boolean measurable;

    @Embedded
    private @Nullable Exclusion exclusion;

    // The executor reads it, by SQL.
    @SuppressWarnings("UnusedVariable")
    private @Nullable Integer timeoutSeconds;

    private Instant createdAt;
    private @Nullable Instant startedAt;
    private @Nullable Instant completedAt;

    protected Run() {} // for Hibernate

    /// @param dataset the version to run, or null where nothing of the ordered name is there: such a run fails
    ///     when it starts
    static Run queued(RunOrder order, Model model, @Nullable Dataset dataset, Instant at) {
        var run = new Run();
        run.timestamp = at;
        run.createdAt = at;
        run.modelId = model.id();
        run.datasetName = order.datasetName();
        run.datasetId = dataset == null ? null : dataset.id();
        run.datasetVersion = dataset == null ? null : dataset.version();
        run.runConfig = order.config().asJson();
        run.status = RunStatus.QUEUED;
        run.triggerType = order.triggerType();
        run.scheduledJobId = order.jobId();
        run.requestId = order.requestId();
        run.labels = order.labels();
        var timeout = order.config().runTimeoutOr(order.timeout());
        run.timeoutSeconds = timeout == null ? null : (int) timeout.toSeconds();
        run.source = OWN_SOURCE;
        run.measurable = true;
        return run;
    }

    static Run pushed(Pushed pushed, Model model, Instant at) {
        var run = new Run();
        run.timestamp = pushed.timestamp();
        run.createdAt = at;
        run.startedAt = pushed.timestamp();
        run.completedAt = pushed.completedAt();
        run.modelId = model.id();
        run.datasetName = pushed.datasetName();
        run.datasetVersion = pushed.datasetVersion();
        run.runConfig = pushed.runConfig();
        run.status = pushed.status();
        run.errorMessage = pushed.errorMessage();
        run.durationSeconds = pushed.durationSeconds();
        run.triggerType = pushed.triggerType();
        run.source = pushed.source();
        run.batchId = pushed.batchId();
        run.labels = pushed.labels();
        run.fingerprint = pushed.fingerprint().parts();
        run.stream = pushed.fingerprint().stream();
        run.expectedInterval = pushed.expectedInterval();
        run.sum(pushed.summary());
        return run;
    }

    private void sum(Summary summary) {
        accuracy = summary.accuracy();
        latencyMs = summary.latencyMs();
        totalCost = summary.totalCost();
        totalTokensInput = summary.tokensInput();
        totalTokensOutput = summary.tokensOutput();
        sampleCount = summary.sampleCount();
        errorCount = summary.errorCount();
        done = summary.sampleCount();
        total = summary.sampleCount();
        measurable = summary.measurable() && status == RunStatus.COMPLETED;
    }

    void cancel(Instant at) {
        if (status.isEnd()) {
            throw new Conflict("Run %d is %s already".formatted(id(), name(status)));
        }
        status = RunStatus.CANCELLED;
        errorMessage = "Cancelled on request after %d of %s samples"
                .formatted(done, total == null ? "an unknown number of" : total.toString());
        sampleCount = done;
        measurable = false;
        completedAt = at;
        durationSeconds =
                startedAt == null ? null : Duration.between(startedAt, at).toMillis() / 1000.0;
    }

    /// Back into the queue; samples that were answered stay.
    void retry() {
        if (status != RunStatus.FAILED && status != RunStatus.CANCELLED) {
            throw new Conflict(
                    "Only a failed or cancelled run can be tried again; run %d is %s".formatted(id(), name(status)));
        }
        if (!source.equals(OWN_SOURCE)) {
            throw new Conflict("Run %d was executed by %s, which has to try it again".formatted(id(), source));
        }
        status = RunStatus.QUEUED;
        errorMessage = null;
        measurable = true;
        completedAt = null;
        durationSeconds = null;
        startedAt = null;
        // The person judged the attempt that is over.
        exclusion = null;
    }

    /// Whether this service asks the model itself: the answers are the run's own.
    boolean asksModel() {
        return BenchmarkConfig.of(runConfig).asksModel();
    }

    /// Whatever it measured is no evidence.
    void exclude(String by, String reason, Instant at) {
        if (!status.isEnd()) {
            throw new Conflict("Run %d is %s; only a run that has ended can be excluded".formatted(id(), name(status)));
        }
        if (exclusion != null) {
            throw exclusion.standsAlready(id());
        }
        exclusion = new Exclusion(by, reason, at);
    }

    /// It is evidence again.
    void include() {
        if (exclusion == null) {
            throw new Conflict("Run %d is not excluded".formatted(id()));
        }
        exclusion = null;
    }

    /// Whether a person may exclude it now.
    boolean isExcludable() {
        return status.isEnd() && exclusion == null;
    }

    private static String name(RunStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    public long id() {
        return requireNonNull(id, "run is not stored yet");
    }

    /// The order of its series.
    public Instant timestamp() {
        return timestamp;
    }

    public long modelId() {
        return modelId;
    }

    public RunStatus status() {
        return status;
    }

    @Nullable
    String requestId() {
        return requestId;
    }

    public RunView view() {
        return new RunView(
                id(),
                timestamp,
                modelId,
                datasetName,
                datasetVersion,
                runConfig,
                accuracy,
                latencyMs,
                totalCost,
                totalTokensInput,
                totalTokensOutput,
                status,
                errorMessage,
                durationSeconds,
                sampleCount,
                scheduledJobId,
                triggerType,
                createdAt,
                completedAt,
                measurable,
                exclusion == null ? null : exclusion.view(),
                errorCount,
                new RunView.Progress(done, total),
                source,
                batchId,
                expectedInterval,
                stream,
                fingerprint,
                labels,
                parentRunId,
                modelResolved,
                RunNotes.of(source, runConfig, total));
    }
}
