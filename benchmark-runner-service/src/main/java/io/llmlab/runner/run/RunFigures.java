package io.llmlab.runner.run;

import io.llmlab.platform.figure.Figure;
import io.llmlab.platform.figure.FigureSource;
import io.llmlab.platform.figure.Figures;
import io.llmlab.platform.figure.Reading;
import io.llmlab.platform.outbox.Departure;
import io.llmlab.platform.outbox.Sent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What waits, what runs, and what has ended, whoever executed it. What has ended is counted when its event has left:
/// one place for runs that were executed here, pushed, imported or cancelled.
@ApplicationScoped
class RunFigures implements FigureSource, Departure {

    private static final Figure OPEN =
            Figure.gauge("llmlab.runs", "", "Runs that are not over: `queued` is the depth of the queue", "status");

    private static final Figure OLDEST = Figure.gauge(
            "llmlab.run.queue.oldest",
            "seconds",
            "Since the oldest run of the queue was ordered; 0 where none waits. One that is tried again counts from its"
                    + " first order");

    private static final Figure ENDED = Figure.counter(
            "llmlab.runs.ended",
            "",
            "Runs that ended, without history that was imported and runs that were judged anew",
            "status",
            "trigger");

    private static final Figure DURATION = Figure.timer(
            "llmlab.run.duration", "How long completed runs took, from their start to their end", "trigger");

    private static final Figure SAMPLES = Figure.counter(
            "llmlab.samples", "", "Samples of runs that ended: `answered`, or `failed` without an answer", "outcome");

    private static final Figure TOKENS = Figure.counter(
            "llmlab.tokens",
            "",
            "Tokens of runs that ended: `input` and `output`, as providers count them",
            "direction");

    private static final Figure COST = Figure.counter(
            "llmlab.cost", "usd", "Cost of runs that ended, in US dollars; runs of unknown cost are not in it");

    /// What it needs of `run-completed`.
    @RegisterForReflection
    record Ended(
            String status,
            String triggerType,
            boolean history,
            @Nullable Double durationSeconds,
            int sampleCount,
            int errorCount,
            @Nullable Long totalTokensInput,
            @Nullable Long totalTokensOutput,
            @Nullable Double totalCost) {}

    private final Figures figures;

    RunFigures(Figures figures) {
        this.figures = figures;
    }

    void start(@Observes StartupEvent event) {
        for (var trigger : TriggerType.values()) {
            List.of(RunStatus.COMPLETED, RunStatus.FAILED, RunStatus.CANCELLED)
                    .forEach(status -> figures.begin(ENDED, word(status), word(trigger)));
        }
        List.of("answered", "failed").forEach(outcome -> figures.begin(SAMPLES, outcome));
        List.of("input", "output").forEach(direction -> figures.begin(TOKENS, direction));
        figures.begin(COST);
    }

    @Override
    public List<Figure> figures() {
        return List.of(OPEN, OLDEST, ENDED, DURATION, SAMPLES, TOKENS, COST);
    }

    /// From the indexes `run_queued` and `run_running`.
    @Override
    public List<Reading> readings() {
        return List.of(new Reading(OPEN, """
                        select 'queued' as status, count(*) as value from run where status = 'QUEUED'
                        union all
                        select 'running', count(*) from run where status = 'RUNNING'"""), new Reading(OLDEST, """
                        select coalesce(extract(epoch from now() - min(created_at)), 0) as value
                        from (select created_at from run where status = 'QUEUED' order by id limit 1) first"""));
    }

    @Override
    public Map<String, Consumer<Sent>> listeners() {
        return Map.of("io.llmlab.run-completed.v1", sent -> count(sent.as(Ended.class)));
    }

    private void count(Ended run) {
        if (run.history()) {
            return;
        }
        figures.count(ENDED, 1, run.status(), run.triggerType());
        if (run.durationSeconds() != null && run.status().equals("completed")) {
            figures.time(DURATION, Duration.ofMillis((long) (run.durationSeconds() * 1000)), run.triggerType());
        }
        figures.count(SAMPLES, Math.max(0, run.sampleCount() - run.errorCount()), "answered");
        figures.count(SAMPLES, run.errorCount(), "failed");
        figures.count(TOKENS, orNothing(run.totalTokensInput()), "input");
        figures.count(TOKENS, orNothing(run.totalTokensOutput()), "output");
        figures.count(COST, orNothing(run.totalCost()));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static double orNothing(@Nullable Number amount) {
        return amount == null ? 0 : Math.max(0, amount.doubleValue());
    }
}
