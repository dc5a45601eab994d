package io.llmlab.alert.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Deliveries in the database: claimed with a lease on the database's clock, recorded with a fence.
@ApplicationScoped
class DeliveryQueue {

    private static final String CLAIM = """
            with due as (
                select id from delivery
                where (status = 'PENDING' and due_at <= now()) or (status = 'SENDING' and leased_until <= now())
                order by due_at
                limit $1
                for update skip locked
            ), claimed as (
                update delivery d
                set status = 'SENDING', attempts = attempts + 1, leased_until = now() + $2 * interval '1 millisecond'
                from due where d.id = due.id
                returning d.id, d.notification_id, d.channel, d.message_key, d.attempts, d.created_at
            ), logged as (
                insert into delivery_attempt (delivery_id, attempt, started_at)
                select id, attempts, now() from claimed
            )
            select claimed.id, claimed.message_key, claimed.attempts, notification.message,
                   extract(epoch from now() - claimed.created_at)::double precision as age,
                   channel.type, channel.enabled, channel.config
            from claimed
            join notification on notification.id = claimed.notification_id
            left join notification_channel channel on channel.name = claimed.channel""";

    private static final String RECORD = """
            with fenced as (
                update delivery
                set status = $3, reason = $4, leased_until = null,
                    due_at = now() + $5 * interval '1 millisecond',
                    finished_at = case when $3 = 'PENDING' then null else now() end
                where id = $1 and attempts = $2
                  and (status = 'SENDING' or (status = 'CANCELLED' and $3 = 'SENT'))
                returning id
            )
            update delivery_attempt set finished_at = now(), outcome = $6, answer = $7
            where delivery_id = $1 and attempt = $2""";

    private final Pool pool;
    private final ObjectMapper mapper;

    DeliveryQueue(Pool pool, ObjectMapper mapper) {
        this.pool = pool;
        this.mapper = mapper;
    }

    Uni<List<Claimed>> claim(int most, Duration lease) {
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.of(most, lease.toMillis()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(this::claimed)
                        .toList());
    }

    /// What became of an attempt.
    ///
    /// @param reason why it is not sent, or null
    /// @param retryIn when it is tried again; zero where it is not
    record Record(DeliveryStatus status, @Nullable String reason, Duration retryIn, String outcome, String answer) {}

    /// Changes nothing where the lease was lost to a later attempt, but for the history. What was cancelled
    /// while it was being sent stays so unless the receiver has it.
    Uni<Void> record(Claimed claimed, Record record) {
        return pool.preparedQuery(RECORD)
                .execute(Tuple.from(new Object[] {
                    claimed.id(),
                    claimed.attempt(),
                    record.status().name(),
                    record.reason(),
                    record.retryIn().toMillis(),
                    record.outcome(),
                    record.answer()
                }))
                .replaceWithVoid();
    }

    private Claimed claimed(Row row) {
        return new Claimed(
                row.getLong("id"),
                row.getInteger("attempts"),
                Duration.ofMillis((long) (row.getDouble("age") * 1000)),
                new Dispatch(row.getString("message_key"), read(row.getString("message"), new TypeReference<>() {})),
                receiver(row));
    }

    private Claimed.@Nullable Receiver receiver(Row row) {
        var type = row.getString("type");
        if (type == null) {
            return null;
        }
        Map<String, Object> config = read(row.getString("config"), new TypeReference<>() {});
        return new Claimed.Receiver(ChannelType.valueOf(type), row.getBoolean("enabled"), config);
    }

    private <T> T read(String json, TypeReference<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("A stored message is no longer readable", unreadable);
        }
    }
}
