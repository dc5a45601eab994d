package io.llmlab.alert.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.platform.database.PlannedConnection;
import io.quarkus.logging.Log;
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

    /// In the order of ids, and none that another statement has in hand, like all that locks several deliveries.
    private static final String TAKE_BACK = """
            with lost as materialized (
                select id from delivery
                where status = 'SENDING' and leased_until <= now()
                order by id
                for update skip locked
            )
            update delivery set status = 'PENDING', leased_until = null, due_at = now()
            where id = any (array(select id from lost))""";

    private final Pool pool;
    private final PlannedConnection claims;
    private final ObjectMapper mapper;
    private final Map<ChannelType, Integer> limits;

    DeliveryQueue(Pool pool, ObjectMapper mapper, ChannelCatalog catalog) {
        this.pool = pool;
        // A claim that is lost is made again, as where it is not: the lease of one whose end nobody recorded ends too.
        this.claims = PlannedConnection.unhurried(pool);
        this.mapper = mapper;
        this.limits = catalog.limits();
    }

    /// @param free the slots of this instance, and how many of them each channel holds already
    Uni<List<Claimed>> claim(Slots.Free free, Duration lease) {
        return claims.execute(ClaimStatement.SQL, Tuple.from(new Object[] {
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

    /// One that cannot be read must not keep those from going out that were claimed with it.
    private Claimed claimed(Row row) {
        try {
            return claimed(row, dispatch(row), receiver(row));
        } catch (IllegalArgumentException unreadable) {
            Log.errorf("Delivery %d cannot be read: %s", row.getLong("id"), unreadable.toString());
            return claimed(row, null, null);
        }
    }

    private static Claimed claimed(Row row, @Nullable Dispatch dispatch, Claimed.@Nullable Receiver receiver) {
        return new Claimed(
                row.getLong("id"),
                row.getString("channel"),
                row.getInteger("attempts"),
                row.getInteger("tries"),
                Duration.ofMillis((long) (row.getDouble("age") * 1000)),
                dispatch,
                receiver,
                pause(row.getDouble("apart")),
                row.getString("traceparent"));
    }

    private Dispatch dispatch(Row row) {
        return new Dispatch(row.getString("message_key"), read(row.getString("message"), new TypeReference<>() {}));
    }

    private static @Nullable Duration pause(@Nullable Double millis) {
        return millis == null ? null : Duration.ofMillis((long) Math.ceil(millis));
    }

    private Claimed.@Nullable Receiver receiver(Row row) {
        var type = row.getString("type");
        if (type == null) {
            return null;
        }
        var settings = new ChannelSettings(
                row.getString("channel"),
                read(row.getString("config"), new TypeReference<>() {}),
                read(row.getString("secrets"), new TypeReference<>() {}));
        return new Claimed.Receiver(
                ChannelType.valueOf(type), row.getBoolean("enabled"), settings, row.getInteger("version"));
    }

    private <T> T read(String json, TypeReference<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException("What is stored is no longer readable", unreadable);
        }
    }
}
