package io.llmlab.regression.retention;

import io.llmlab.platform.retention.Amount;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/// The steps of clearing up, each a short transaction of its own that may be taken again.
@ApplicationScoped
class RetentionService {

    /// Rows of a step.
    static final int PART = 1_000;

    /// Further nobody counts.
    private static final int COUNTED = 10_000;

    private final RetentionRepository stored;

    RetentionService(RetentionRepository stored) {
        this.stored = stored;
    }

    /// How many can go.
    @WithSession
    Uni<Amount> oldItems(Instant before) {
        return stored.oldItems(before, COUNTED + 1).map(RetentionService::counted);
    }

    /// How many can go.
    @WithSession
    Uni<Amount> oldSuspicions(Instant before) {
        return stored.oldSuspicions(before, COUNTED + 1).map(RetentionService::counted);
    }

    /// About how many can go.
    @WithSession
    Uni<Amount> oldPoints(Instant before) {
        return stored.oldPoints(before).map(rows -> new Amount(rows, false));
    }

    /// How many were forgotten, and whether there may be more.
    @WithTransaction
    Uni<Amount> forgetItems(Instant before) {
        return stored.forgetItems(before, PART).map(RetentionService::forgotten);
    }

    /// How many were forgotten, and whether there may be more.
    @WithTransaction
    Uni<Amount> forgetSuspicions(Instant before) {
        return stored.forgetSuspicions(before, PART).map(RetentionService::forgotten);
    }

    /// A month that is going already, else the oldest one that is over, which no look sees from then on; empty where
    /// there is none.
    @WithTransaction
    Uni<Optional<String>> retireMonth(Instant before) {
        return stored.goingMonth()
                .chain(going -> going.isPresent()
                        ? Uni.createFrom().item(going)
                        : stored.monthToGo(before)
                                .chain(month -> month.isEmpty()
                                        ? Uni.createFrom().item(month)
                                        : stored.retire(month.get(), before).chain(stored::goingMonth)));
    }

    /// Of so many series of the month, what is remembered of their ends holds no more.
    ///
    /// @param after the last series of the part before, or 0
    /// @return the last series of this part; empty where there is none
    @WithTransaction
    Uni<Optional<Long>> forgetEnds(String going, long after) {
        return stored.forgetEnds(going, after, PART);
    }

    /// How many were forgotten, and whether there may be more.
    @WithTransaction
    Uni<Amount> forgetRuns(String going, Instant before) {
        return stored.forgetRuns(going, before, PART).map(RetentionService::forgotten);
    }

    @WithTransaction
    Uni<Void> drop(String going) {
        return stored.drop(going);
    }

    private static Amount forgotten(int rows) {
        return new Amount(rows, rows == PART);
    }

    private static Amount counted(long rows) {
        return new Amount(Math.min(rows, COUNTED), rows > COUNTED);
    }
}
