package io.llmlab.alert.watch;

import io.llmlab.alert.recent.RecentRuns;
import io.llmlab.alert.signal.Model;
import io.llmlab.alert.signal.Subject;
import io.llmlab.alert.watch.Expectation.Kind;
import io.llmlab.alert.watch.Expectations.Stored;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Notices when a job is not fired at its time, or no run follows, within the caller's transaction.
@ApplicationScoped
public class JobWatch {

    /// Of which a run should have ended when the job has fallen due once more, however often that is.
    private static final Duration SHORTEST_END = Duration.ofHours(1);

    private final Expectations expectations;
    private final Awaited awaited;
    private final RecentRuns runs;
    private final WatchConfig config;
    private final Clock clock;

    JobWatch(Expectations expectations, Awaited awaited, RecentRuns runs, WatchConfig config, Clock clock) {
        this.expectations = expectations;
        this.awaited = awaited;
        this.runs = runs;
        this.config = config;
        this.clock = clock;
    }

    /// A job as it is now.
    ///
    /// @param next when it is fired next; null: paused, deleted, or never again
    /// @param at when it became so
    public record Job(
            String id,
            Model model,
            String dataset,
            @Nullable Instant next,
            Instant at) {

        private Subject subject() {
            return new Subject(0, model, dataset, Map.of());
        }
    }

    public Uni<Void> changed(Job job) {
        return expectations
                .of(job.id(), Kind.FIRING, Kind.ENDING)
                .chain(stored -> job.next() == null
                        ? awaited.over(stored, _ -> "Job %s is not due any more".formatted(job.id()))
                                .chain(() -> awaited.forget(stored))
                        : goesOn(job, job.next(), stored));
    }

    private Uni<Void> goesOn(Job job, Instant next, List<Stored> stored) {
        var firing = ofKind(Kind.FIRING, stored);
        if (firing.map(one -> one.expectation().since().equals(next)).orElse(false)) {
            return Uni.createFrom().voidItem();
        }
        return awaited.over(firing.stream().toList(), _ -> Words.fired(job.id(), next))
                .chain(() -> expectations.expect(
                        new Expectation(Kind.FIRING, job.id(), job.subject(), next, config.grace(), "")))
                .chain(() -> ending(job, next, firing, stored)
                        .map(this::expectUnlessSeen)
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /// Runs and jobs come on topics of their own: the run may have been here before the word of its firing.
    private Uni<Void> expectUnlessSeen(Ending ending) {
        return runs.isThereOneSince(ending.fired(), ending.awaited().subject())
                .chain(seen -> seen ? Uni.createFrom().voidItem() : expectations.expect(ending.awaited()));
    }

    private record Ending(Instant fired, Expectation awaited) {}

    /// A run is awaited from the firing on. While one is awaited already, that goes on. Firings of long ago, of which a
    /// service hears that comes later, are over.
    private Optional<Ending> ending(Job job, Instant next, Optional<Stored> firing, List<Stored> stored) {
        return firing.map(one -> one.expectation().since())
                .filter(due -> !job.at().isBefore(due) && next.isAfter(due) && next.isAfter(clock.instant()))
                .filter(_ -> ofKind(Kind.ENDING, stored).isEmpty())
                .map(due -> new Ending(
                        due,
                        new Expectation(
                                Kind.ENDING, job.id(), job.subject(), next, longer(Duration.between(due, next)), "")));
    }

    private static Duration longer(Duration interval) {
        return interval.compareTo(SHORTEST_END) < 0 ? SHORTEST_END : interval;
    }

    private static Optional<Stored> ofKind(Kind kind, List<Stored> stored) {
        return stored.stream().filter(one -> one.expectation().kind() == kind).findFirst();
    }
}
