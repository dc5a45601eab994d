package io.llmlab.runner.retention;

import io.llmlab.platform.retention.Amount;
import io.llmlab.platform.retention.Kind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Months of a table, each of which goes whole: `V0296__retention.sql` says which. Rows are as the statistics have
/// them,
/// since nobody reads a month in order to count it.
final class OldMonths implements Kind {

    private static final String OLD = "select coalesce(sum(row_estimate), 0)::bigint from run_months_to_go($1, $2)";
    private static final String FORGET = "select forget_run_month($1, $2)";

    /// What one call forgets at most.
    private static final int MOST = 24;

    private final What what;
    private final Pool pool;
    private final Clock clock;

    /// @param table run, metric or sample
    record What(String name, String table, Duration kept) {}

    OldMonths(What what, Pool pool, Clock clock) {
        this.what = what;
        this.pool = pool;
        this.clock = clock;
    }

    @Override
    public String name() {
        return what.name();
    }

    @Override
    public String table() {
        return what.table();
    }

    @Override
    public Duration kept() {
        return what.kept();
    }

    @Override
    public Uni<Amount> old() {
        return pool.preparedQuery(OLD)
                .execute(Tuple.of(what.table(), before()))
                .map(rows -> new Amount(rows.iterator().next().getLong(0), false));
    }

    @Override
    public Uni<Amount> forget() {
        return Uni.createFrom().deferred(() -> {
            var rows = new AtomicLong();
            var months = new AtomicLong();
            return Uni.createFrom()
                    .deferred(this::forgetOne)
                    .invoke(gone -> rows.addAndGet(gone.rows()))
                    .repeat()
                    .whilst(gone -> gone.more() && months.incrementAndGet() < MOST)
                    .onItem()
                    .ignoreAsUni()
                    .map(_ -> new Amount(rows.get(), months.get() == MOST));
        });
    }

    private Uni<Amount> forgetOne() {
        return pool.preparedQuery(FORGET)
                .execute(Tuple.of(what.table(), before()))
                .map(rows -> gone(rows.iterator().next().getLong(0)));
    }

    private static Amount gone(@Nullable Long rows) {
        return rows == null ? new Amount(0, false) : new Amount(rows, true);
    }

    private OffsetDateTime before() {
        return clock.instant().minus(what.kept()).atOffset(ZoneOffset.UTC);
    }
}
