package io.llmlab.regression.retention;

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

    private final RetentionRepository stored;

    RetentionService(RetentionRepository stored) {
        this.stored = stored;
    }

    /// Whether there may be more.
    @WithTransaction
    Uni<Boolean> forgetItems(Instant before) {
        return stored.forgetItems(before, PART).map(RetentionService::isFull);
    }

    /// Whether there may be more.
    @WithTransaction
    Uni<Boolean> forgetSuspicions(Instant before) {
        return stored.forgetSuspicions(before, PART).map(RetentionService::isFull);
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

    /// Whether there may be more.
    @WithTransaction
    Uni<Boolean> forgetRuns(String going, Instant before) {
        return stored.forgetRuns(going, before, PART).map(RetentionService::isFull);
    }

    @WithTransaction
    Uni<Void> drop(String going) {
        return stored.drop(going);
    }

    private static boolean isFull(int forgotten) {
        return forgotten == PART;
    }
}
