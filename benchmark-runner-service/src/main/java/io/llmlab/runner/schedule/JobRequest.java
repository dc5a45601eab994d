package io.llmlab.runner.schedule;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.runner.run.BenchmarkConfig;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// All that a caller can say about a job. What a view has beyond it is ignored, so that a job can be read, changed and
/// sent back.
///
/// @param scheduleParams as APScheduler names them for the type; see [ScheduleParams]
/// @param maxInstances runs of the job that may be unfinished at a time; a firing beyond is skipped
/// @param coalesce whether several missed firings become one run
/// @param misfireGraceTime seconds a firing may be late; a later one is skipped
/// @param cooldownMinutes no run of the job's model and data set sooner than that after the last
/// @param metadata `timeout` is the longest a run may take, in seconds; the rest is the caller's own
/// @param timezone IANA name; null means the setting `SCHEDULER_TIMEZONE`
/// @param jitterSeconds a firing is put off by up to that much, always by the same for the same firing
@JsonIgnoreProperties({"id", "next_run_time", "trigger", "last_run_id", "last_status", "created_at", "updated_at"})
record JobRequest(
        @NotBlank(message = ID) @Size(max = 100, message = ID) @Pattern(regexp = "[^\\p{Cntrl}/]*", message = ID)
        String jobId,

        @NotBlank(message = "must name a model") String modelName,
        @NotBlank(message = "must name a data set") String datasetName,
        @Nullable @Valid BenchmarkConfig benchmarkConfig,

        @NotNull(message = "must be one of interval, cron, date")
        ScheduleType scheduleType,

        @Schema(implementation = Object.class) @NotNull(message = "must be an object")
        ObjectNode scheduleParams,

        @Schema(defaultValue = "true") @Nullable Boolean enabled,

        @Schema(defaultValue = "1")
        @Nullable
        @Min(value = 1, message = INSTANCES)
        @Max(value = 100, message = INSTANCES)
        Integer maxInstances,

        @Schema(defaultValue = "true") @Nullable Boolean coalesce,

        @Schema(defaultValue = "300") @Nullable @Min(value = 1, message = GRACE) @Max(value = 86_400, message = GRACE)
        Integer misfireGraceTime,

        @Schema(defaultValue = "0")
        @Nullable
        @Min(value = 0, message = COOLDOWN)
        @Max(value = 525_600, message = COOLDOWN)
        Integer cooldownMinutes,

        @Schema(implementation = Object.class) @Nullable ObjectNode metadata,
        @Nullable String timezone,

        @Schema(defaultValue = "0") @Nullable @Min(value = 0, message = JITTER) @Max(value = 3600, message = JITTER)
        Integer jitterSeconds,

        @Nullable @Size(max = 50, message = "must have at most 50 entries")
        Map<
                        @NotBlank @Size(max = 100, message = "a label's name has at most 100 characters") String,
                        @NotNull(message = "must be a string")
                        @Size(max = 255, message = "must have at most 255 characters") String>
                labels) {

    private static final String ID = "must have 1 to 100 characters, none of them a slash or a control character";
    private static final String INSTANCES = "must be 1 to 100";
    private static final String GRACE = "must be 1 to 86400 seconds";
    private static final String COOLDOWN = "must be 0 to 525600 minutes";
    private static final String JITTER = "must be 0 to 3600 seconds";

    private static final String TIMEOUT = "timeout";
    private static final int DEFAULT_TIMEOUT = 3600;
    private static final int MAX_TIMEOUT = 604_800;

    BenchmarkConfig benchmarkConfigOrDefaults() {
        return benchmarkConfig == null ? BenchmarkConfig.defaults() : benchmarkConfig;
    }

    boolean enabledOrDefault() {
        return requireNonNullElse(enabled, true);
    }

    int maxInstancesOrDefault() {
        return requireNonNullElse(maxInstances, 1);
    }

    boolean coalesceOrDefault() {
        return requireNonNullElse(coalesce, true);
    }

    Duration graceOrDefault() {
        return Duration.ofSeconds(requireNonNullElse(misfireGraceTime, 300));
    }

    int cooldownMinutesOrDefault() {
        return requireNonNullElse(cooldownMinutes, 0);
    }

    int jitterSecondsOrDefault() {
        return requireNonNullElse(jitterSeconds, 0);
    }

    ObjectNode metadataOrDefault() {
        var complete = metadata == null ? JsonNodeFactory.instance.objectNode() : metadata.deepCopy();
        return complete.hasNonNull(TIMEOUT) ? complete : complete.put(TIMEOUT, DEFAULT_TIMEOUT);
    }

    Map<String, String> labelsOrNone() {
        return labels == null ? Map.of() : Map.copyOf(labels);
    }

    static Duration timeout(ObjectNode metadata) {
        return Duration.ofSeconds(metadata.path(TIMEOUT).asInt(DEFAULT_TIMEOUT));
    }

    @AssertTrue(message = "timeout must be an integer from 1 to 604800 (seconds)")
    @Schema(hidden = true)
    boolean isMetadata() {
        if (metadata == null || !metadata.hasNonNull(TIMEOUT)) {
            return true;
        }
        var timeout = metadata.get(TIMEOUT);
        return timeout.isInt() && timeout.intValue() >= 1 && timeout.intValue() <= MAX_TIMEOUT;
    }

    @AssertTrue(message = "must be the name of a time zone, such as UTC or Europe/Berlin")
    @Schema(hidden = true)
    boolean isTimezone() {
        try {
            return timezone == null || ZoneId.of(timezone) != null;
        } catch (DateTimeException unknown) {
            return false;
        }
    }
}
