package io.llmlab.alert.watch;

import io.llmlab.alert.recent.RecentRuns;
import io.llmlab.alert.signal.Subject;
import io.llmlab.alert.watch.Expectation.Kind;
import io.llmlab.alert.watch.Expectations.Stored;
import io.llmlab.platform.time.Rhythm;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Notices when a model's runs on a data set cease, within the caller's transaction. Call it before the model is
/// locked.
@ApplicationScoped
public class SeriesWatch {

    private final Expectations expectations;
    private final Awaited awaited;
    private final RecentRuns runs;
    private final WatchConfig config;
    private final Clock clock;

    SeriesWatch(Expectations expectations, Awaited awaited, RecentRuns runs, WatchConfig config, Clock clock) {
        this.expectations = expectations;
        this.awaited = awaited;
        this.runs = runs;
        this.config = config;
        this.clock = clock;
    }

    /// A run has come, well or not: what was awaited of its model and data set has happened. The next one is awaited
    /// where an outside harness made this one.
    ///
    /// @param interval after which the next one is due, where that harness says so
    public Uni<Void> seen(Subject run, boolean pushed, @Nullable Duration interval) {
        return expectations
                .ofPair(run, Kind.SERIES, Kind.ENDING)
                .chain(stored -> awaited.over(stored, one -> Words.ended(one, run.runId()))
                        .chain(() -> awaited.forget(ofKind(Kind.ENDING, stored)))
                        .chain(() -> next(run, pushed, interval, ofKind(Kind.SERIES, stored)))
                        .chain(next -> next.map(expectations::expect)
                                .orElseGet(() -> awaited.forget(ofKind(Kind.SERIES, stored)))));
    }

    private Uni<Optional<Expectation>> next(
            Subject run, boolean pushed, @Nullable Duration interval, List<Stored> before) {
        var now = clock.instant();
        if (!pushed) {
            return Uni.createFrom()
                    .item(before.stream()
                            .map(one -> one.expectation().from(run, now))
                            .findFirst());
        }
        return interval == null
                ? runs.timesOfPushed(run.model().id(), run.dataset()).map(times -> usual(run, now, times))
                : Uni.createFrom().item(Optional.of(declared(run, now, interval)));
    }

    private Expectation declared(Subject run, Instant now, Duration interval) {
        return Expectation.ofSeries(
                run,
                now,
                Rhythm.declared(interval, config.grace()).allowed(),
                "its expected_interval is %s".formatted(Words.span(interval)));
    }

    private static Optional<Expectation> usual(Subject run, Instant now, List<Instant> times) {
        return Rhythm.of(times)
                .map(pause -> Expectation.ofSeries(
                        run, now, pause.allowed(), "its usual interval is %s".formatted(Words.span(pause.usual()))));
    }

    private static List<Stored> ofKind(Kind kind, List<Stored> stored) {
        return stored.stream().filter(one -> one.expectation().kind() == kind).toList();
    }

    /// Nothing is awaited of a model any more that was deactivated.
    public Uni<Void> retired(long modelId) {
        return expectations
                .ofModel(modelId)
                .chain(stored ->
                        awaited.over(stored, _ -> "The model was deactivated").chain(() -> awaited.forget(stored)));
    }
}
