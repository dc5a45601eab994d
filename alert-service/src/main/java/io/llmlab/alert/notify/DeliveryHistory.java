package io.llmlab.alert.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.platform.database.PlainSql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// What became of notifications.
@ApplicationScoped
public class DeliveryHistory {

    private static final String STATUSES = """
            select distinct on (about.alert_id, d.channel) about.alert_id, d.channel, d.status, d.reason
            from notification_alert about join delivery d on d.notification_id = about.notification_id
            where about.alert_id = any($1)
            order by about.alert_id, d.channel, d.id desc""";

    private static final String DELIVERIES = """
            select d.id, d.channel, n.kind, d.status, d.reason, d.message_key, d.created_at, d.finished_at,
                   case when d.status = 'PENDING' then d.due_at end as next_attempt_at,
                   (select coalesce(json_agg(json_build_object(
                               'attempt', a.attempt,
                               'started_at', a.started_at,
                               'finished_at', a.finished_at,
                               'outcome', a.outcome,
                               'answer', a.answer) order by a.attempt), '[]')::text
                    from delivery_attempt a where a.delivery_id = d.id) as attempts
            from notification_alert about
            join notification n on n.id = about.notification_id
            join delivery d on d.notification_id = n.id
            where about.alert_id = $1 order by d.id""";

    private final Pool pool;
    private final ObjectMapper mapper;

    DeliveryHistory(Pool pool, ObjectMapper mapper) {
        this.pool = pool;
        this.mapper = mapper;
    }

    /// Per alert, per channel, of the latest news: `sent`, `pending`, `skipped: not configured`, `failed:
    /// <reason>`. Within the caller's session, so that it sees what its transaction did.
    public Uni<Map<Long, Map<String, String>>> statuses(Collection<Long> alerts) {
        if (alerts.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return PlainSql.rows(STATUSES, (Object) alerts.toArray(Long[]::new)).map(DeliveryHistory::byAlert);
    }

    /// The deliveries about one alert, the oldest first, with their attempts.
    public Uni<List<DeliveryView>> of(long alert) {
        return pool.preparedQuery(DELIVERIES)
                .execute(Tuple.of(alert))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(this::view)
                        .toList());
    }

    private static Map<Long, Map<String, String>> byAlert(List<Object[]> rows) {
        var all = new HashMap<Long, Map<String, String>>();
        for (var row : rows) {
            all.computeIfAbsent((Long) row[0], _ -> new TreeMap<>()).put((String) row[1], status(row));
        }
        return all;
    }

    private static String status(Object[] row) {
        var status = wire((String) row[2]);
        return row[3] == null ? status : "%s: %s".formatted(status, row[3]);
    }

    private DeliveryView view(Row row) {
        return new DeliveryView(
                row.getLong("id"),
                row.getString("channel"),
                wire(row.getString("kind")),
                wire(row.getString("status")),
                row.getString("reason"),
                row.getString("message_key"),
                row.getOffsetDateTime("created_at").toInstant(),
                instant(row.getOffsetDateTime("finished_at")),
                instant(row.getOffsetDateTime("next_attempt_at")),
                attempts(row.getString("attempts")));
    }

    private List<DeliveryView.Attempt> attempts(String json) {
        try {
            return mapper.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("Postgres' own JSON cannot be read", unreadable);
        }
    }

    private static String wire(String status) {
        return status.toLowerCase(Locale.ROOT);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }
}
