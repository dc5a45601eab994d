package io.llmlab.alert.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Deliveries in the database: claimed with a lease on the database's clock; what became of them is recorded
/// with a fence by [DeliveryRecords].
@ApplicationScoped
class DeliveryQueue {

    /// Each channel's oldest, so many as it has slots free, and by turns where all together have too few: what
    /// waits for one stands before nothing of another. The channels that something waits for are found by stepping
    /// from one to the next in the index, not by reading what waits.
    ///
    /// What a channel hears of one alert it hears in order: a pager that is told of the end before the
    /// beginning calls somebody about what is over. `offset 0` keeps this a look at the few rows of one alert,
    /// step by step: as a join it reads all deliveries for each where the planner knows no sizes yet, and takes
    /// seconds.
    ///
    /// A channel with a limit gets one at a time, and its turn is in its row: instances together keep to the
    /// limit.
    ///
    /// Patience begins with the first attempt, and anew where the receiver asked to be left alone: what only
    /// waited for its turn has all of it.
    ///
    /// What is claimed is found by an array of ids: for a join the planner expects as many as there are slots, and
    /// reads the whole table.
    private static final String CLAIM = """
            with recursive waiting (channel) as (
                (select channel from delivery where status = 'PENDING' order by channel limit 1)
                union all
                select (select next.channel from delivery next
                        where next.status = 'PENDING' and next.channel > waiting.channel
                        order by next.channel limit 1)
                from waiting where waiting.channel is not null
            ), limited as (
                select waiting.channel, 60000.0 / coalesce(receiver.max_per_minute, usual.per_minute) as apart
                from waiting
                left join notification_channel receiver on receiver.name = waiting.channel
                left join unnest($6::text[], $7::int[]) as usual (type, per_minute) on usual.type = receiver.type
                where waiting.channel is not null
            ), turn as (
                insert into channel_pace as pace (channel, free_at)
                select limited.channel, now() + apart * interval '1 millisecond'
                from limited
                where apart is not null and exists (
                    select from delivery d
                    where d.channel = limited.channel and d.status = 'PENDING' and d.due_at <= now())
                on conflict (channel) do update set free_at = excluded.free_at where pace.free_at <= now()
                returning channel
            ), due as (
                select oldest.id
                from limited
                left join unnest($3::text[], $4::int[]) as busy (channel, deliveries) using (channel)
                left join channel_pace held on held.channel = limited.channel and held.free_at > now()
                left join turn on turn.channel = limited.channel
                cross join lateral (
                    select d.id, d.due_at from delivery d
                    where d.channel = limited.channel and d.status = 'PENDING' and d.due_at <= now()
                      and not exists (
                        select from notification_alert about
                        where about.notification_id = d.notification_id and exists (
                            select from notification_alert former
                            where former.alert_id = about.alert_id and former.notification_id < d.notification_id
                              and exists (
                                select from delivery earlier
                                where earlier.notification_id = former.notification_id
                                  and earlier.channel = d.channel and earlier.status in ('PENDING', 'SENDING')
                                offset 0)
                            offset 0)
                        offset 0)
                    order by d.due_at
                    limit least(case when limited.apart is null then $2 when turn.channel is null then 0 else 1 end,
                                greatest(0, $2 - coalesce(busy.deliveries, 0)))
                    for update skip locked) as oldest
                where held.channel is null
                order by row_number() over (partition by limited.channel order by oldest.due_at)
                limit $1
            ), claimed as (
                update delivery d
                set status = 'SENDING', attempts = attempts + 1, tried_since = coalesce(tried_since, now()),
                    leased_until = now() + $5 * interval '1 millisecond'
                where d.id = any (array(select id from due))
                returning d.id, d.notification_id, d.channel, d.message_key, d.attempts,
                          d.attempts - d.attempts_before as tries, d.tried_since
            ), logged as (
                insert into delivery_attempt (delivery_id, attempt, started_at)
                select id, attempts, now() from claimed
            )
            select claimed.id, claimed.notification_id, claimed.channel, claimed.message_key, claimed.attempts,
                   claimed.tries, notification.message,
                   extract(epoch from now() - greatest(claimed.tried_since, pace.held_until))::double precision as age,
                   receiver.type, receiver.enabled, receiver.config, receiver.version,
                   limited.apart::double precision as apart
            from claimed
            left join limited on limited.channel = claimed.channel
            left join channel_pace pace on pace.channel = claimed.channel
            join notification on notification.id = claimed.notification_id
            left join notification_channel receiver on receiver.name = claimed.channel""";

    private static final String TAKE_BACK = """
            update delivery set status = 'PENDING', leased_until = null, due_at = now()
            where status = 'SENDING' and leased_until <= now()""";

    /// Unless a person changed the channel meanwhile: then it is another receiver that is gone.
    private static final String DISABLE = """
            with disabled as (
                update notification_channel
                set enabled = false, disabled_reason = $3, updated_at = now(), version = version + 1
                where name = $1 and version = $2 and enabled
                returning name
            )
            insert into audit (actor, action, subject)
            select 'system', 'disabled', 'notification channel ' || name from disabled""";

    private final Pool pool;
    private final ObjectMapper mapper;
    private final Map<ChannelType, Integer> limits;

    DeliveryQueue(Pool pool, ObjectMapper mapper, ChannelCatalog catalog) {
        this.pool = pool;
        this.mapper = mapper;
        this.limits = catalog.limits();
    }

    /// @param free the slots of this instance, and how many of them each channel holds already
    Uni<List<Claimed>> claim(Slots.Free free, Duration lease) {
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.from(new Object[] {
                    free.all(),
                    free.perChannel(),
                    free.busy().keySet().toArray(String[]::new),
                    free.busy().values().toArray(Integer[]::new),
                    lease.toMillis(),
                    limits.keySet().stream().map(ChannelType::name).toArray(String[]::new),
                    limits.values().toArray(Integer[]::new)
                }))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(this::claimed)
                        .toList());
    }

    /// Makes due what a process left behind that died between its claim and its record.
    ///
    /// @return how many
    Uni<Integer> takeBack() {
        return pool.query(TAKE_BACK).execute().map(SqlResult::rowCount);
    }

    /// Sends nothing more to a channel whose receiver is gone.
    ///
    /// @return whether it was enabled, and the one that was sent to
    Uni<Boolean> disable(Claimed claimed, Claimed.Receiver receiver, String reason) {
        return pool.preparedQuery(DISABLE)
                .execute(Tuple.of(claimed.channel(), receiver.version(), reason))
                .map(rows -> rows.rowCount() == 1);
    }

    private Claimed claimed(Row row) {
        return new Claimed(
                row.getLong("id"),
                row.getLong("notification_id"),
                row.getString("channel"),
                row.getInteger("attempts"),
                row.getInteger("tries"),
                Duration.ofMillis((long) (row.getDouble("age") * 1000)),
                new Dispatch(row.getString("message_key"), read(row.getString("message"), new TypeReference<>() {})),
                receiver(row),
                pause(row.getDouble("apart")));
    }

    private static @Nullable Duration pause(@Nullable Double millis) {
        return millis == null ? null : Duration.ofMillis((long) Math.ceil(millis));
    }

    private Claimed.@Nullable Receiver receiver(Row row) {
        var type = row.getString("type");
        if (type == null) {
            return null;
        }
        Map<String, Object> config = read(row.getString("config"), new TypeReference<>() {});
        return new Claimed.Receiver(
                ChannelType.valueOf(type), row.getBoolean("enabled"), config, row.getInteger("version"));
    }

    private <T> T read(String json, TypeReference<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("A stored message is no longer readable", unreadable);
        }
    }
}
