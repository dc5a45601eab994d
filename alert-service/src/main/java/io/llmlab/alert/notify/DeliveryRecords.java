package io.llmlab.alert.notify;

import io.llmlab.platform.database.PlannedConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Writes what became of attempts: in one statement whatever ended while the one before it was under way.
@ApplicationScoped
class DeliveryRecords {

    private static final int MOST = 200;

    /// Locks the channels, the deliveries in the order of their ids, and then the channels' paces, like whatever else
    /// takes several of these.
    ///
    /// A wait that the receiver asked for holds back everything that waits for it, unless a person changed the
    /// channel meanwhile: then it was another receiver that asked, and the delivery is due at once. The first that
    /// is answered after a wait lets the others go.
    ///
    /// The receiver may have what was taken back or cancelled meanwhile: then it has it.
    private static final String RECORD = """
            with ended as (
                select * from unnest($1::bigint[], $2::int[], $3::text[], $4::text[], $5::bigint[], $6::bigint[],
                                     $7::text[], $8::text[], $9::int[], $10::text[], $11::text[], $12::int[])
                    as ended (id, attempt, status, reason, retry_in, hold, outcome, answer, status_code, response,
                              channel, version)
            ), receiver as materialized (
                select c.name, c.version from notification_channel c
                where c.name in (select channel from ended where status = 'PENDING')
                order by c.name
                for share
            ), locked as materialized (
                select d.id from delivery d
                where d.id = any ($1) and (select count(*) from receiver) >= 0
                order by d.id
                for update
            ), told as (
                select ended.*, receiver.name is null and ended.status = 'PENDING' as changed
                from ended
                left join receiver on receiver.name = ended.channel and receiver.version = ended.version
            ), fenced as (
                update delivery d
                set status = told.status, reason = told.reason, leased_until = null,
                    due_at = now() + case when changed then 0 else told.retry_in end * interval '1 millisecond',
                    tried_since = case when changed then null else d.tried_since end,
                    uncounted = case when changed then d.attempts when told.hold > 0 then d.uncounted + 1
                                     else d.uncounted end,
                    finished_at = case when told.status = 'PENDING' then null else now() end
                from told
                where d.id = told.id and d.attempts = told.attempt and (select count(*) from locked) >= 0
                  and (d.status = 'SENDING' or (d.status in ('PENDING', 'CANCELLED') and told.status = 'SENT'))
            ), paced as materialized (
                select pace.channel from channel_pace pace
                where pace.channel = any ($11) and (select count(*) from locked) >= 0
                order by pace.channel
                for update
            ), held as (
                insert into channel_pace as pace (channel, free_at, held_until, probe_at)
                select channel, until, until, until
                from (select channel, now() + max(hold) * interval '1 millisecond' as until
                      from told where hold > 0 and not changed and (select count(*) from paced) >= 0
                      group by channel order by channel) as asking
                on conflict (channel) do update
                set free_at = greatest(pace.free_at, excluded.free_at),
                    held_until = greatest(pace.held_until, excluded.held_until),
                    probe_at = greatest(pace.held_until, excluded.held_until)
            ), freed as (
                update channel_pace pace set probe_at = null
                from (select told.channel, max(a.started_at) as started
                      from told join delivery_attempt a on a.delivery_id = told.id and a.attempt = told.attempt
                      group by told.channel having max(hold) = 0) as answered
                where pace.channel = answered.channel and pace.held_until <= answered.started
                  and pace.channel in (select channel from paced)
            )
            update delivery_attempt a
            set finished_at = now(), outcome = ended.outcome, answer = ended.answer,
                status_code = ended.status_code, response = ended.response
            from ended where a.delivery_id = ended.id and a.attempt = ended.attempt""";

    private final PlannedConnection records;
    private final Queue<Entry> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean writing = new AtomicBoolean();

    DeliveryRecords(Pool pool) {
        this.records = new PlannedConnection(pool);
    }

    /// What became of an attempt.
    ///
    /// @param reason why it is not sent, or null
    /// @param retryIn when it is tried again; zero where it is not
    /// @param hold how long nothing at all is sent to the receiver; zero where it did not ask for that
    record Record(
            DeliveryStatus status,
            @Nullable String reason,
            Duration retryIn,
            Duration hold,
            String outcome,
            String answer,
            Outcome.@Nullable Reply reply) {

        private @Nullable Integer statusCode() {
            return reply == null ? null : reply.status();
        }

        private @Nullable String response() {
            return reply == null ? null : reply.body();
        }
    }

    private record Entry(Claimed claimed, Record record, CompletableFuture<Boolean> written) {}

    /// Changes nothing where the lease was lost to a later attempt, but for the history. What was cancelled
    /// while it was being sent stays so unless the receiver has it. Fails where the statement does; it may be
    /// tried again.
    Uni<Void> write(Claimed claimed, Record record) {
        return Uni.createFrom().deferred(() -> {
            var entry = new Entry(claimed, record, new CompletableFuture<>());
            waiting.add(entry);
            return writeUnlessUnderWay()
                    .chain(() -> Uni.createFrom().completionStage(entry.written()))
                    .replaceWithVoid();
        });
    }

    /// Whoever finds nobody writing writes for all, until nothing waits.
    private Uni<Void> writeUnlessUnderWay() {
        if (!writing.compareAndSet(false, true)) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom()
                .deferred(this::writeBatch)
                .repeat()
                .whilst(_ -> !waiting.isEmpty())
                .onItem()
                .ignoreAsUni()
                .onTermination()
                .invoke(() -> writing.set(false))
                // What came between the last look and the end of writing.
                .chain(() -> waiting.isEmpty() ? Uni.createFrom().voidItem() : writeUnlessUnderWay());
    }

    private Uni<Boolean> writeBatch() {
        var batch = nextBatch();
        if (batch.isEmpty()) {
            return Uni.createFrom().item(true);
        }
        return records.execute(RECORD, parameters(batch))
                .replaceWith(true)
                .invoke(() -> batch.forEach(entry -> entry.written().complete(true)))
                .onFailure()
                .recoverWithItem(failure -> {
                    batch.forEach(entry -> entry.written().completeExceptionally(failure));
                    return false;
                });
    }

    private List<Entry> nextBatch() {
        var batch = new ArrayList<Entry>();
        for (var entry = waiting.poll(); entry != null; entry = batch.size() < MOST ? waiting.poll() : null) {
            batch.add(entry);
        }
        return batch;
    }

    private static Tuple parameters(List<Entry> batch) {
        return Tuple.from(new Object[] {
            column(batch, entry -> entry.claimed().id()).toArray(Long[]::new),
            column(batch, entry -> entry.claimed().attempt()).toArray(Integer[]::new),
            column(batch, entry -> entry.record().status().name()).toArray(String[]::new),
            column(batch, entry -> entry.record().reason()).toArray(String[]::new),
            column(batch, entry -> entry.record().retryIn().toMillis()).toArray(Long[]::new),
            column(batch, entry -> entry.record().hold().toMillis()).toArray(Long[]::new),
            column(batch, entry -> entry.record().outcome()).toArray(String[]::new),
            column(batch, entry -> entry.record().answer()).toArray(String[]::new),
            column(batch, entry -> entry.record().statusCode()).toArray(Integer[]::new),
            column(batch, entry -> entry.record().response()).toArray(String[]::new),
            column(batch, entry -> entry.claimed().channel()).toArray(String[]::new),
            column(batch, entry -> entry.claimed().version()).toArray(Integer[]::new)
        });
    }

    private static <T extends @Nullable Object> List<T> column(List<Entry> batch, Function<Entry, T> value) {
        var column = new ArrayList<T>(batch.size());
        batch.forEach(entry -> column.add(value.apply(entry)));
        return column;
    }
}
