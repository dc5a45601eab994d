package io.llmlab.regression.series;

import io.llmlab.platform.trace.Cause;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A run that is evidence: completed and measurable.
///
/// @param at the run's time: its place in its series
/// @param receivedAt when the result was stored; later than `at` for imported history
/// @param history whether the runner says that nobody is to be woken for it, however young it is
/// @param excluded whether a person said that it is no evidence after all
/// @param readings its metrics, each once
/// @param circumstances how it came about
@RegisterForReflection
public record MeasuredRun(
        long id,
        ModelRef model,
        DatasetRef dataset,
        String stream,
        Instant at,
        Instant receivedAt,
        boolean history,
        boolean excluded,
        Map<String, String> labels,
        List<Reading> readings,
        Circumstances circumstances) {

    private static final int HALF_A_MICRO = 500;

    public MeasuredRun {
        // As Postgres rounds it: what is remembered must be what is stored.
        at = at.plusNanos(HALF_A_MICRO).truncatedTo(ChronoUnit.MICROS);
        var once = new LinkedHashMap<List<String>, Reading>();
        readings.forEach(reading -> once.put(List.of(reading.metricType(), reading.metricName()), reading));
        readings = List.copyOf(once.values());
    }

    /// What is told because of a run.
    public static Cause cause(long runId) {
        return new Cause("llmlab.run.id", runId);
    }

    /// The same without its metrics and settings: what others are told of it.
    public MeasuredRun inShort() {
        return new MeasuredRun(
                id,
                model,
                dataset,
                stream,
                at,
                receivedAt,
                history,
                excluded,
                labels,
                List.of(),
                circumstances.inShort());
    }

    public Position position() {
        return new Position(at, id);
    }

    /// Whether it is history, or came so late that nobody should be woken for it.
    ///
    /// @param fresh how old it may be on arrival to be none
    boolean cameLate(Duration fresh) {
        return history || Duration.between(at, receivedAt).compareTo(fresh) > 0;
    }
}
