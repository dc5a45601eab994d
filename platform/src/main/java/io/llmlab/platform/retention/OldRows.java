package io.llmlab.platform.retention;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/// Rows of one table that go one by one.
public final class OldRows implements Kind {

    /// Rows of a transaction.
    public static final int LOT = 500;

    /// What one call forgets at most.
    static final int MOST_LOTS = 40;

    /// What a schedule calls at most, one after the other.
    static final int MOST_TIMES = 25;

    /// Further nobody counts.
    static final int MOST_COUNTED = 10_000;

    private static final String FORGET = """
            with gone as materialized (%s for update skip locked)%s
            delete from %s where (%s) in (select * from gone)""";

    private final Rule rule;
    private final Pool pool;
    private final Clock clock;

    /// @param key the column or columns by which a row is known
    /// @param choose a query for the keys of rows of before `$1`, the oldest first, with a limit of `$2`
    /// @param also what is done with them in the same statement, on the keys `gone`: `, parts as (delete from …)`
    public record Rule(String name, String table, Duration kept, String key, String choose, String also) {

        public Rule(String name, String table, Duration kept, String key, String choose) {
            this(name, table, kept, key, choose, "");
        }
    }

    public OldRows(Rule rule, Pool pool, Clock clock) {
        this.rule = rule;
        this.pool = pool;
        this.clock = clock;
    }

    @Override
    public String name() {
        return rule.name();
    }

    @Override
    public String table() {
        return rule.table();
    }

    @Override
    public Duration kept() {
        return rule.kept();
    }

    @Override
    public Uni<Amount> old() {
        return pool.preparedQuery("select count(*) from (%s) old".formatted(rule.choose()))
                .execute(Tuple.of(before(), MOST_COUNTED + 1))
                .map(rows -> rows.iterator().next().getLong(0))
                .map(count -> new Amount(Math.min(count, MOST_COUNTED), count > MOST_COUNTED));
    }

    @Override
    public Uni<Amount> forget() {
        return Uni.createFrom().deferred(() -> {
            var rows = new AtomicLong();
            var lots = new AtomicLong();
            return Uni.createFrom()
                    .deferred(this::forgetLot)
                    .invoke(rows::addAndGet)
                    .repeat()
                    .whilst(count -> count == LOT && lots.incrementAndGet() < MOST_LOTS)
                    .onItem()
                    .ignoreAsUni()
                    .map(_ -> new Amount(rows.get(), lots.get() == MOST_LOTS));
        });
    }

    /// Forgets all, as far as a schedule may go at one time: half a million rows.
    ///
    /// @return how many
    public Uni<Long> forgetAll() {
        return Uni.createFrom().deferred(() -> {
            var rows = new AtomicLong();
            var times = new AtomicLong();
            return Uni.createFrom()
                    .deferred(this::forget)
                    .invoke(amount -> rows.addAndGet(amount.rows()))
                    .repeat()
                    .whilst(amount -> amount.more() && times.incrementAndGet() < MOST_TIMES)
                    .onItem()
                    .ignoreAsUni()
                    .map(_ -> rows.get());
        });
    }

    /// Forgets up to [#LOT] in a transaction of its own, and says how many. The keys are chosen once: a subquery might
    /// be
    /// asked again for each row, and choose others.
    public Uni<Integer> forgetLot() {
        return pool.preparedQuery(FORGET.formatted(rule.choose(), rule.also(), rule.table(), rule.key()))
                .execute(Tuple.of(before(), LOT))
                .map(SqlResult::rowCount);
    }

    private OffsetDateTime before() {
        return clock.instant().minus(rule.kept()).atOffset(ZoneOffset.UTC);
    }
}
