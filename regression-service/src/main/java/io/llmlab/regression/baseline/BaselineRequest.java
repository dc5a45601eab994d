package io.llmlab.regression.baseline;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.problem.FieldError;
import io.llmlab.platform.trust.Actor;
import io.llmlab.regression.detect.Window;
import io.llmlab.regression.series.MetricType;
import io.llmlab.regression.series.SeriesKey;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A person says what is normal for a series.
@RegisterForReflection
public record BaselineRequest(
        @Schema(required = true) @Nullable Long modelId,
        @Schema(required = true) @Nullable String datasetName,
        @Schema(required = true) @Nullable MetricType metricType,
        @Schema(required = true) @Nullable String metricName,

        @Schema(description = "Needed where none of the runs tells it") @Nullable
        String stream,

        @Schema(
                defaultValue = "pinned",
                description = "pinned: new runs are compared with these runs and no other; rolling: what is normal"
                        + " begins with the run")
        @Nullable
        BaselineKind kind,

        @Schema(description = "1 to 64 runs of the series; rolling: 1", minItems = 1, maxItems = 64) @Nullable
        List<@Nullable Long> runIds,

        @Schema(description = "Instead of run_ids: the first run of a range of 1 to 64 runs of the series") @Nullable
        Long fromRunId,

        @Schema(description = "The last run of the range") @Nullable
        Long toRunId,

        @Schema(required = true, minLength = 1, maxLength = 1000) @Nullable
        String reason,

        @Schema(defaultValue = "anonymous", maxLength = 200) @Nullable
        String createdBy) {

    static final int MOST_RUNS = Window.BASELINE_RUNS;
    private static final int MAX_NAME = 200;
    private static final int MAX_REASON = 1000;

    /// Fails with every value that does not fit.
    BaselineRequest checked() {
        var errors = new ArrayList<FieldError>();
        check(errors, modelId != null, "model_id", "is required");
        check(errors, isText(datasetName, MAX_NAME), "dataset_name", "must have 1 to 200 characters");
        check(errors, metricType != null, "metric_type", "is required");
        check(errors, isText(metricName, MAX_NAME), "metric_name", "must have 1 to 200 characters");
        check(errors, isText(reason, MAX_REASON), "reason", "must have 1 to 1000 characters");
        check(errors, createdBy == null || isText(createdBy, MAX_NAME), "created_by", "must have 1 to 200 characters");
        checkRuns(errors);
        if (!errors.isEmpty()) {
            throw new Invalid(errors);
        }
        return this;
    }

    private void checkRuns(List<FieldError> errors) {
        var isRange = fromRunId != null || toRunId != null;
        if (isRange) {
            check(errors, runIds == null, "run_ids", "cannot be combined with from_run_id and to_run_id");
            check(errors, fromRunId != null, "from_run_id", "is required beside to_run_id");
            check(errors, toRunId != null, "to_run_id", "is required beside from_run_id");
            check(
                    errors,
                    kind() == BaselineKind.PINNED,
                    "run_ids",
                    "must be the one run that the baseline begins with");
            return;
        }
        var most = kind() == BaselineKind.ROLLING ? 1 : MOST_RUNS;
        var fits = runIds != null && !runIds.isEmpty() && runIds.size() <= most && !runIds.contains(null);
        check(
                errors,
                fits,
                "run_ids",
                kind() == BaselineKind.ROLLING
                        ? "must be the one run that the baseline begins with"
                        : "must be 1 to %d runs, or give from_run_id and to_run_id".formatted(most));
    }

    private static void check(List<FieldError> errors, boolean fits, String field, String allowed) {
        if (!fits) {
            errors.add(FieldError.inBody("/" + field, allowed));
        }
    }

    private static boolean isText(@Nullable String text, int most) {
        return text != null && !text.isBlank() && text.length() <= most;
    }

    @Override
    public BaselineKind kind() {
        return requireNonNullElse(kind, BaselineKind.PINNED);
    }

    SeriesKey key() {
        return new SeriesKey(
                requireNonNull(modelId),
                requireNonNull(datasetName),
                requireNonNull(metricType).wireName(),
                requireNonNull(metricName),
                stream);
    }

    boolean isRange() {
        return fromRunId != null;
    }

    /// The runs it names: all of them, or both ends of the range.
    List<Long> namedRuns() {
        return isRange()
                ? Stream.of(requireNonNull(fromRunId), requireNonNull(toRunId))
                        .distinct()
                        .toList()
                : requireNonNull(runIds).stream()
                        .map(run -> requireNonNull(run))
                        .distinct()
                        .toList();
    }

    /// JSON pointer to a run that it names.
    String placeOf(long run) {
        if (isRange()) {
            return Long.valueOf(run).equals(fromRunId) ? "/from_run_id" : "/to_run_id";
        }
        return "/run_ids/" + requireNonNull(runIds).indexOf(run);
    }

    String by() {
        return requireNonNullElse(createdBy, Actor.or(Audit.ANONYMOUS));
    }
}
