package io.llmlab.alert.retention;

import io.llmlab.platform.retention.OldRows;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// Forgets a backlog part by part, so that no transaction is long.
public final class InLots {

    /// Rows of a lot; the rest of a lot that was not full is none.
    public static final int SIZE = OldRows.LOT;

    /// The next tick goes on with the rest.
    private static final int MOST_LOTS = 1_000;

    private InLots() {}

    /// @param lot forgets up to [#SIZE] rows in a transaction of its own, and says how many
    /// @return how many there were in all
    public static Uni<Long> forget(Supplier<Uni<Integer>> lot) {
        return Uni.createFrom().deferred(() -> {
            var all = new AtomicLong();
            var lots = new AtomicLong();
            return Uni.createFrom()
                    .deferred(lot::get)
                    .invoke(all::addAndGet)
                    .repeat()
                    .whilst(count -> count >= SIZE && lots.incrementAndGet() < MOST_LOTS)
                    .onItem()
                    .ignoreAsUni()
                    .map(_ -> all.get());
        });
    }
}
