package io.llmlab.alert.notify;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.platform.database.PlainSql;
import io.llmlab.platform.http.Listing;
import io.llmlab.platform.http.Page;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What became of notifications.
@ApplicationScoped
public class DeliveryHistory {

    private static final String STATUSES = """
            select distinct on (about.alert_id, d.channel) about.alert_id, d.channel, d.status, d.reason
            from notification_alert about join delivery d on d.notification_id = about.notification_id
            where about.alert_id = any($1)
            order by about.alert_id, d.channel, d.id desc""";

    /// Of the attempts the last ones: a receiver that asks for waits may be tried for ever.
    private static final String VIEW = """
            select d.id, d.channel, n.kind, d.status,
                   case when d.status = 'PENDING' and receiver.disabled_reason is not null
                        then 'the channel is disabled: ' || receiver.disabled_reason else d.reason end as reason,
                   d.message_key, d.created_at, d.finished_at,
                   case when d.status = 'PENDING' and receiver.disabled_reason is null
                        then greatest(d.due_at, case when not d.forced then greatest(pace.free_at, pace.probe_at) end)
                   end as next_attempt_at,
                   d.attempts,
                   (select coalesce(json_agg(json_build_object(
                               'attempt', a.attempt,
                               'started_at', a.started_at,
                               'finished_at', a.finished_at,
                               'outcome', a.outcome,
                               'status_code', a.status_code,
                               'response', a.response,
                               'answer', a.answer) order by a.attempt), '[]')::text
                    from (select * from delivery_attempt last where last.delivery_id = d.id
                          order by last.attempt desc limit 20) as a) as latest
            from notification_alert about
            join notification n on n.id = about.notification_id
            join delivery d on d.notification_id = n.id
            left join channel_pace pace on pace.channel = d.channel
            left join notification_channel receiver on receiver.name = d.channel
            where about.alert_id = $1""";

    private static final String OF_ALERT = VIEW + " and d.id < $2 order by d.id desc limit $3 offset $4";
    private static final String ONE = VIEW + " and d.id = $2";

    private static final String COUNT = """
            select count(*)
            from notification_alert about join delivery d on d.notification_id = about.notification_id
            where about.alert_id = $1""";

    private final ObjectMapper mapper;

    DeliveryHistory(ObjectMapper mapper) {
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

    /// A part of the deliveries about one alert, the newest first, with their last attempts; within the caller's
    /// session.
    public Uni<Listing<DeliveryView>> of(long alert, Page page) {
        return PlainSql.rows(
                        OF_ALERT, alert, requireNonNullElse(page.after(), Long.MAX_VALUE), page.limit(), page.offset())
                .map(rows -> rows.stream().map(this::view).toList())
                .chain(found -> page.count()
                        ? PlainSql.rows(COUNT, alert).map(rows -> new Listing<>(found, (Long) rows.getFirst()[0]))
                        : Uni.createFrom().item(new Listing<>(found, null)));
    }

    /// One of them, as the caller's transaction left it.
    Uni<DeliveryView> require(long alert, long delivery) {
        return PlainSql.rows(ONE, alert, delivery).map(List::getFirst).map(this::view);
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

    private DeliveryView view(Object[] row) {
        return new DeliveryView(
                (Long) row[0],
                (String) row[1],
                wire((String) row[2]),
                wire((String) row[3]),
                (String) row[4],
                (String) row[5],
                ((OffsetDateTime) row[6]).toInstant(),
                instant((OffsetDateTime) row[7]),
                instant((OffsetDateTime) row[8]),
                (Integer) row[9],
                attempts((String) row[10]));
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
