package io.llmlab.alert.rule;

import io.llmlab.alert.recent.PastRun;
import io.llmlab.alert.recent.PastRuns;
import io.llmlab.alert.recent.ToldFindings;
import io.llmlab.alert.recent.ToldFindings.Told;
import io.llmlab.alert.signal.AlertType;
import io.llmlab.platform.problem.DomainException.Unavailable;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/// Tries a rule on the last thirty days, as if each run had come at its own time and no other rule were there.
@ApplicationScoped
class RulePreview {

    private static final Duration TRIED = Duration.ofDays(30);

    /// Costs are compared over twice a window, and failures counted in a row.
    private static final Duration BEFORE = Duration.ofDays(60);

    private static final int MOST_FINDINGS = 5_000;
    private static final int MOST_RUNS = 20_000;
    private static final int MOST_SHOWN = 200;
    private static final Duration COME_AGAIN = Duration.ofSeconds(1);

    private final ToldFindings findings;
    private final PastRuns runs;
    private final Clock clock;
    private final AtomicBoolean busy = new AtomicBoolean();

    RulePreview(ToldFindings findings, PastRuns runs, Clock clock) {
        this.findings = findings;
        this.runs = runs;
        this.clock = clock;
    }

    /// @param since when it is tried from
    private record Time(Instant since, Instant until) {}

    /// @param complete whether no more is kept
    /// @param unknown what could not be asked about
    private record Asked(List<PastSignal> signals, boolean complete, int unknown) {}

    /// The rule need not be stored. One at a time: each reads a month into memory.
    ///
    /// @return fails with [Unavailable] while another one is tried
    Uni<RulePreviewView> of(AlertRule rule) {
        return Uni.createFrom().deferred(() -> {
            if (!busy.compareAndSet(false, true)) {
                throw new Unavailable("Another rule is being tried", COME_AGAIN);
            }
            return tried(rule).onTermination().invoke(() -> busy.set(false));
        });
    }

    private Uni<RulePreviewView> tried(AlertRule rule) {
        var now = clock.instant();
        var time = new Time(now.minus(TRIED), now);
        return switch (rule.alertType()) {
            case PERFORMANCE_REGRESSION, LATENCY_SPIKE ->
                findings.between(time.since(), now, MOST_FINDINGS + 1).map(told -> tried(rule, time, found(told)));
            case BENCHMARK_FAILURE -> onRuns(rule, time, PastSignals::failures);
            case MODEL_UNAVAILABLE -> onRuns(rule, time, PastSignals::misses);
            case HIGH_ERROR_RATE -> onRuns(rule, time, PastSignals::errors);
            case COST_ANOMALY -> onRuns(rule, time, past -> PastSignals.costs(past, rule.costWindowHours()));
            case SYSTEM_ERROR -> Uni.createFrom().item(notKept(time));
        };
    }

    private Uni<RulePreviewView> onRuns(AlertRule rule, Time time, Function<List<PastRun>, List<PastSignal>> signals) {
        return runs.between(time.since().minus(BEFORE), time.until(), MOST_RUNS + 1)
                .map(past -> tried(rule, time, asked(rule, time, past, signals)));
    }

    private static Asked found(List<Told> told) {
        var newest = newest(told, MOST_FINDINGS);
        return new Asked(
                newest.stream()
                        .map(one -> new PastSignal(one.at(), one.found()))
                        .toList(),
                newest.size() == told.size(),
                0);
    }

    private static Asked asked(
            AlertRule rule, Time time, List<PastRun> past, Function<List<PastRun>, List<PastSignal>> signals) {
        var newest = newest(past, MOST_RUNS);
        var known =
                newest.stream().filter(run -> run.whole() || !asksForMore(rule)).toList();
        var unknown = newest.stream()
                .filter(run -> !run.whole() && asksForMore(rule) && !run.at().isBefore(time.since()))
                .count();
        var isWhole = newest.size() == past.size() || newest.getFirst().at().isBefore(time.since());
        return new Asked(signals.apply(known), isWhole, (int) unknown);
    }

    /// What was not kept of runs from the start.
    private static boolean asksForMore(AlertRule rule) {
        return rule.alertType() == AlertType.HIGH_ERROR_RATE
                || rule.matchers().stream().anyMatch(Matcher::concernsLabel);
    }

    private static <T> List<T> newest(List<T> oldestFirst, int most) {
        return oldestFirst.subList(Math.max(0, oldestFirst.size() - most), oldestFirst.size());
    }

    private static RulePreviewView tried(AlertRule rule, Time time, Asked asked) {
        var trial = new Trial(rule);
        var within = asked.signals().stream()
                .filter(past -> !past.at().isBefore(time.since()) && rule.concerns(past.signal()))
                .toList();
        within.forEach(trial::ask);
        var firings = trial.firings();
        return new RulePreviewView(
                time.since(),
                time.until(),
                within.size(),
                asked.unknown(),
                asked.complete(),
                firings.size(),
                trial.alerts(),
                newest(firings, MOST_SHOWN).reversed(),
                null);
    }

    private static RulePreviewView notKept(Time time) {
        return new RulePreviewView(
                time.since(),
                time.until(),
                0,
                0,
                false,
                0,
                0,
                List.of(),
                "What the lab itself missed is not kept, so a rule on it cannot be tried");
    }
}
