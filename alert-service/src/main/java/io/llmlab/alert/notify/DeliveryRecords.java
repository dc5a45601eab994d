package io.llmlab.alert.notify;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
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

    /// A wait that the receiver asked for holds back everything that waits for it.
    private static final String RECORD = """
            with ended as (
                select * from unnest($1::bigint[], $2::int[], $3::text[], $4::text[], $5::bigint[], $6::boolean[],
                                     $7::text[], $8::text[], $9::int[], $10::text[])
                    as ended (id, attempt, status, reason, retry_in, asked, outcome, answer, status_code, response)
            ), fenced as (
                update delivery d
                set status = ended.status, reason = ended.reason, leased_until = null,
                    due_at = now() + ended.retry_in * interval '1 millisecond',
                    finished_at = case when ended.status = 'PENDING' then null else now() end
                from ended
                where d.id = ended.id and d.attempts = ended.attempt
                  and (d.status = 'SENDING' or (d.status = 'CANCELLED' and ended.status = 'SENT'))
                returning d.channel, ended.asked, ended.retry_in
            ), held as (
                insert into channel_pace as pace (channel, free_at, held_until)
                select channel, until, until
                from (select channel, now() + max(retry_in) * interval '1 millisecond' as until
                      from fenced where asked group by channel) as asking
                on conflict (channel) do update
                set free_at = greatest(pace.free_at, excluded.free_at),
                    held_until = greatest(pace.held_until, excluded.held_until)
            )
            update delivery_attempt a
            set finished_at = now(), outcome = ended.outcome, answer = ended.answer,
                status_code = ended.status_code, response = ended.response
            from ended where a.delivery_id = ended.id and a.attempt = ended.attempt""";

    private final Pool pool;
    private final Queue<Entry> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean writing = new AtomicBoolean();

    DeliveryRecords(Pool pool) {
        this.pool = pool;
    }

    /// What became of an attempt.
    ///
    /// @param reason why it is not sent, or null
    /// @param retryIn when it is tried again; zero where it is not
    /// @param asked whether the receiver asked for that wait
    record Record(
            DeliveryStatus status,
            @Nullable String reason,
            Duration retryIn,
            boolean asked,
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
        return pool.preparedQuery(RECORD)
                .execute(parameters(batch))
                .replaceWith(true)
                .invoke(() -> batch.forEach(entry -> entry.written().complete(true)))
                .onFailure()
                .recoverWithItem(failure -> {
                    batch.forEach(entry -> entry.written().completeExceptionally(failure));
                    return false;
                });
    }

    /// One of each notification at most: a statement that cancels all of one must not lock them in another
    /// order.
    private List<Entry> nextBatch() {
        var batch = new ArrayList<Entry>();
        var later = new ArrayList<Entry>();
        var notifications = new HashSet<Long>();
        for (var entry = waiting.poll(); entry != null; entry = batch.size() < MOST ? waiting.poll() : null) {
            (notifications.add(entry.claimed().notification()) ? batch : later).add(entry);
        }
        waiting.addAll(later);
        return batch;
    }

    private static Tuple parameters(List<Entry> batch) {
        return Tuple.from(new Object[] {
            column(batch, entry -> entry.claimed().id()).toArray(Long[]::new),
            column(batch, entry -> entry.claimed().attempt()).toArray(Integer[]::new),
            column(batch, entry -> entry.record().status().name()).toArray(String[]::new),
            column(batch, entry -> entry.record().reason()).toArray(String[]::new),
            column(batch, entry -> entry.record().retryIn().toMillis()).toArray(Long[]::new),
            column(batch, entry -> entry.record().asked()).toArray(Boolean[]::new),
            column(batch, entry -> entry.record().outcome()).toArray(String[]::new),
            column(batch, entry -> entry.record().answer()).toArray(String[]::new),
            column(batch, entry -> entry.record().statusCode()).toArray(Integer[]::new),
            column(batch, entry -> entry.record().response()).toArray(String[]::new)
        });
    }

    private static <T extends @Nullable Object> List<T> column(List<Entry> batch, Function<Entry, T> value) {
        var column = new ArrayList<T>(batch.size());
        batch.forEach(entry -> column.add(value.apply(entry)));
        return column;
    }
}
