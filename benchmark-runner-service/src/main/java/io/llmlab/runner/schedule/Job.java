package io.llmlab.runner.schedule;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.runner.model.LabelsColumn;
import io.llmlab.runner.run.BenchmarkConfig;
import io.llmlab.runner.run.RunOrder;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A benchmark that falls due again and again, or once.
@Entity
public class Job {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String jobId;
    private long modelId;
    private String datasetName;

    @Convert(converter = JobColumns.Config.class)
    private BenchmarkConfig benchmarkConfig;

    @Enumerated(EnumType.STRING)
    private ScheduleType scheduleType;

    @Convert(converter = JobColumns.Tree.class)
    private ObjectNode scheduleParams;

    private String timezone;
    private int jitterSeconds;
    private boolean enabled;
    private int maxInstances;
    private boolean coalesceMissed;
    private int misfireGraceTime;
    private int cooldownMinutes;

    @Convert(converter = JobColumns.Tree.class)
    private ObjectNode metadata;

    @Convert(converter = LabelsColumn.class)
    private Map<String, String> labels;

    private Instant scheduledFrom;
    private @Nullable Instant nextFire;
    private @Nullable Instant dueAt;
    private Instant createdAt;
    private Instant updatedAt;

    protected Job() {} // for Hibernate

    static Job planned(JobPlan plan, Instant at) {
        var job = new Job();
        job.createdAt = at;
        job.become(plan, at);
        return job;
    }

    /// Takes over a plan. The next firing is kept where neither schedule, jitter nor state change.
    final void become(JobPlan plan, Instant at) {
        var request = plan.request();
        var asBefore = isPlannedBy(plan)
                && enabled == request.enabledOrDefault()
                && jitterSeconds == request.jitterSecondsOrDefault();
        jobId = request.jobId();
        modelId = plan.model().id();
        datasetName = request.datasetName();
        benchmarkConfig = request.benchmarkConfigOrDefaults();
        scheduleType = request.scheduleType();
        scheduleParams = request.scheduleParams();
        timezone = plan.zone().getId();
        jitterSeconds = request.jitterSecondsOrDefault();
        enabled = request.enabledOrDefault();
        maxInstances = request.maxInstancesOrDefault();
        coalesceMissed = request.coalesceOrDefault();
        misfireGraceTime = Math.toIntExact(request.graceOrDefault().toSeconds());
        cooldownMinutes = request.cooldownMinutesOrDefault();
        metadata = request.metadataOrDefault();
        labels = request.labelsOrNone();
        scheduledFrom = plan.from();
        updatedAt = at;
        if (!asBefore) {
            next(enabled ? plan.schedule().first(at, grace()) : Optional.empty());
        }
    }

    /// Whether the schedule is the one of the plan.
    boolean isPlannedBy(JobPlan plan) {
        return scheduleType == plan.request().scheduleType()
                && scheduleParams.equals(plan.request().scheduleParams())
                && timezone.equals(plan.zone().getId());
    }

    void pause(Instant at) {
        enabled = false;
        updatedAt = at;
        next(Optional.empty());
    }

    /// Goes on from now; what fell due while it was paused is left out.
    void resume(Instant at) {
        if (!enabled) {
            enabled = true;
            updatedAt = at;
            next(schedule().first(at, grace()));
        }
    }

    /// Leaves everything behind that is due by now.
    void advance(Instant now) {
        next(schedule().nextAfter(now));
    }

    private void next(Optional<Instant> fire) {
        nextFire = fire.orElse(null);
        dueAt = fire.map(this::jittered).orElse(null);
    }

    /// The same delay for the same firing, whoever computes it.
    private Instant jittered(Instant fire) {
        var spread = Math.floorMod((jobId + fire).hashCode(), jitterSeconds * 1000L + 1);
        return fire.plusMillis(spread);
    }

    Schedule schedule() {
        return new ScheduleParams(scheduleParams, ZoneId.of(timezone), scheduledFrom).read(scheduleType);
    }

    RunOrder order(String modelName) {
        return RunOrder.ofJob(jobId, modelName, datasetName, benchmarkConfig, JobRequest.timeout(metadata))
                .withLabels(labels);
    }

    /// What a caller would say to make it as it is.
    JobRequest asRequest(String modelName) {
        return new JobRequest(
                jobId,
                modelName,
                datasetName,
                benchmarkConfig,
                scheduleType,
                scheduleParams,
                enabled,
                maxInstances,
                coalesceMissed,
                misfireGraceTime,
                cooldownMinutes,
                metadata,
                timezone,
                jitterSeconds,
                labels);
    }

    long id() {
        return requireNonNull(id, "job is not stored yet");
    }

    String jobId() {
        return jobId;
    }

    long modelId() {
        return modelId;
    }

    String datasetName() {
        return datasetName;
    }

    ScheduleType scheduleType() {
        return scheduleType;
    }

    boolean isEnabled() {
        return enabled;
    }

    int maxInstances() {
        return maxInstances;
    }

    boolean coalesces() {
        return coalesceMissed;
    }

    Duration grace() {
        return Duration.ofSeconds(misfireGraceTime);
    }

    Duration cooldown() {
        return Duration.ofMinutes(cooldownMinutes);
    }

    String timezone() {
        return timezone;
    }

    Instant scheduledFrom() {
        return scheduledFrom;
    }

    /// The next time of the schedule, without jitter; null while paused and when there is none any more.
    @Nullable
    Instant nextFire() {
        return nextFire;
    }

    /// When it is fired next, jitter included.
    @Nullable
    Instant dueAt() {
        return dueAt;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }
}
