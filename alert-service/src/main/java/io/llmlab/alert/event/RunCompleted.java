package io.llmlab.alert.event;

import io.llmlab.alert.recent.RecentRun;
import io.llmlab.alert.recent.Streaks;
import io.llmlab.alert.signal.Model;
import io.llmlab.alert.signal.Signal;
import io.llmlab.alert.signal.Signal.ModelAsked;
import io.llmlab.alert.signal.Signal.RunFailed;
import io.llmlab.alert.signal.Signal.RunSucceeded;
import io.llmlab.alert.signal.Signal.SamplesFailed;
import io.llmlab.alert.signal.Subject;
import io.llmlab.platform.trace.Cause;
import io.llmlab.platform.trace.Traced;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A run has ended, or was excluded or included again since (benchmark-runner-service, contract/run-completed.v1).
@RegisterForReflection(ignoreNested = false)
record RunCompleted(
        long runId,
        Model model,
        Dataset dataset,
        String status,
        @Nullable String errorMessage,
        long sampleCount,
        long errorCount,
        @Nullable Double totalCost,
        Instant timestamp,
        Instant receivedAt,
        Map<String, String> labels,
        @Nullable String source,
        @Nullable Duration expectedInterval,
        @Nullable Boolean history,
        @Nullable Excluded excluded)
        implements Traced {

    @Override
    public String step() {
        return "evaluate";
    }

    @Override
    public Cause cause() {
        return Subject.cause(runId);
    }

    /// A run that is older than this when it arrives is history: nobody is told of it. Nor of what the runner calls so.
    private static final Duration HISTORY = Duration.ofHours(24);

    /// What the runner says of a run that was given up before a sample was stored.
    private static final Pattern UNANSWERED = Pattern.compile("None of the (first )?\\d+ requests was answered\\.");

    private static final String RUNNER = "runner";

    record Dataset(String name) {}

    record Excluded(String by, String reason) {}

    boolean isBackfill() {
        return Boolean.TRUE.equals(history)
                || Duration.between(timestamp, receivedAt).compareTo(HISTORY) > 0;
    }

    RecentRun recent() {
        return new RecentRun(
                subject(),
                timestamp,
                status,
                reached(),
                totalCost,
                isPushed(),
                sampleCount,
                errorCount,
                excluded != null);
    }

    /// What there is to say of the run itself, the most telling first: who cannot reach a model fails its runs as well.
    List<Signal> signals(Streaks streaks) {
        return Stream.concat(asked(streaks).stream(), ended(streaks)).toList();
    }

    /// Whether an outside harness executed it, by itself: the runner's own runs have jobs, or people wait for them.
    boolean isPushed() {
        return source != null && !source.equals(RUNNER);
    }

    /// Whether a sample was answered; null where the run does not show it.
    private @Nullable Boolean reached() {
        if (sampleCount > 0) {
            return errorCount < sampleCount ? Boolean.TRUE : ranOut();
        }
        if (status.equals("completed")) {
            return true;
        }
        return isUnanswered() ? false : null;
    }

    /// Who cancels a run may not have waited for the first answer.
    private @Nullable Boolean ranOut() {
        return status.equals("cancelled") ? null : Boolean.FALSE;
    }

    private boolean isUnanswered() {
        return status.equals("failed")
                && errorMessage != null
                && UNANSWERED.matcher(errorMessage).lookingAt();
    }

    /// A run that reached the model says nothing where a later one did not.
    private Optional<Signal> asked(Streaks streaks) {
        var reached = reached();
        return reached == null || (reached && streaks.misses() > 0)
                ? Optional.empty()
                : Optional.of(new ModelAsked(subject(), streaks.misses(), sampleCount, errorMessage));
    }

    /// A failed run is said once, as such; the samples of one that ended are counted.
    private Stream<Signal> ended(Streaks streaks) {
        return switch (status) {
            case "failed" -> Stream.of(new RunFailed(subject(), errorMessage, Math.max(1, streaks.failures())));
            case "completed" -> succeeded(streaks.newest() == runId);
            default -> Stream.empty();
        };
    }

    private Stream<Signal> succeeded(boolean newest) {
        var samples = new SamplesFailed(subject(), errorCount, sampleCount, newest);
        return newest ? Stream.of(new RunSucceeded(subject()), samples) : Stream.of(samples);
    }

    Subject subject() {
        return new Subject(runId, model, dataset.name(), labels);
    }
}
