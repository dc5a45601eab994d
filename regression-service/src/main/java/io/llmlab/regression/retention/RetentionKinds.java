package io.llmlab.regression.retention;

import io.llmlab.platform.retention.Amount;
import io.llmlab.platform.retention.Kind;
import io.llmlab.platform.retention.RetentionSource;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// What is cleared up, and how much of it there is.
@ApplicationScoped
class RetentionKinds implements RetentionSource {

    private final RetentionService retention;
    private final RetentionTick work;
    private final RetentionConfig config;
    private final Clock clock;

    RetentionKinds(RetentionService retention, RetentionTick work, RetentionConfig config, Clock clock) {
        this.retention = retention;
        this.work = work;
        this.config = config;
        this.clock = clock;
    }

    private record Cleared(
            String name, String table, Duration kept, Supplier<Uni<Amount>> counted, Supplier<Uni<Amount>> forgotten)
            implements Kind {

        @Override
        public Uni<Amount> old() {
            return counted.get();
        }

        @Override
        public Uni<Amount> forget() {
            return forgotten.get();
        }
    }

    @Override
    public List<Kind> kinds() {
        return List.of(
                new Cleared(
                        "items of runs",
                        "run_items",
                        config.items(),
                        () -> before(config.items(), retention::oldItems),
                        work::items),
                new Cleared(
                        "decided suspicions",
                        "suspicion",
                        config.suspicions(),
                        () -> before(config.suspicions(), retention::oldSuspicions),
                        work::suspicions),
                new Cleared(
                        "points",
                        "point",
                        config.points(),
                        () -> before(config.points(), retention::oldPoints),
                        this::forgetPoints));
    }

    /// A month: what was there and is there no more, about.
    private Uni<Amount> forgetPoints() {
        return before(config.points(), retention::oldPoints)
                .chain(all -> work.points()
                        .chain(() -> before(config.points(), retention::oldPoints))
                        .map(left -> new Amount(Math.max(0, all.rows() - left.rows()), left.rows() > 0)));
    }

    private Uni<Amount> before(Duration kept, Function<Instant, Uni<Amount>> counted) {
        return counted.apply(clock.instant().minus(kept));
    }
}
