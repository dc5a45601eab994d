package io.llmlab.alert.timeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.alert.ledger.Kind;
import io.llmlab.alert.ledger.Ledger;
import io.llmlab.platform.database.PlainSql;
import io.llmlab.platform.http.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.StreamSupport;

/// Keeps what became of alerts. Entries are only ever added.
@ApplicationScoped
public class Timeline {

    private static final String APPEND = """
            insert into alert_event (alert_id, at, kind, actor, reason, details)
            select alert_id, at, kind, actor, reason, details
            from unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[])
                with ordinality as e (alert_id, at, kind, actor, reason, details, number)
            order by number""";

    private static final String PAGE = """
            select id, at, kind, actor, reason, details from alert_event
            where alert_id = $1 and ($2::bigint is null or id < $2)
            order by id desc limit $3 offset $4""";

    private final Pool pool;
    private final ObjectMapper mapper;
    private final Ledger ledger;
    private final Kind<Entry> entries = Kind.of(this::store);

    Timeline(Pool pool, ObjectMapper mapper, Ledger ledger) {
        this.pool = pool;
        this.mapper = mapper;
        this.ledger = ledger;
    }

    /// Appends in this order within the current transaction; the alerts must be stored already.
    public Uni<Void> append(List<Entry> further) {
        return further.isEmpty() ? Uni.createFrom().voidItem() : ledger.add(entries, further);
    }

    private Uni<Void> store(List<Entry> entries) {
        return PlainSql.update(
                        APPEND,
                        column(entries, Long[]::new, Entry::alertId),
                        column(
                                entries,
                                OffsetDateTime[]::new,
                                entry -> entry.at().atOffset(ZoneOffset.UTC)),
                        column(entries, String[]::new, entry -> entry.kind().name()),
                        column(entries, String[]::new, Entry::actor),
                        column(entries, String[]::new, Entry::reason),
                        column(entries, String[]::new, entry -> json(entry.details())))
                .replaceWithVoid();
    }

    /// A part of one alert's timeline, the newest first.
    public Uni<List<TimelineEntry>> of(long alert, Page page) {
        return pool.preparedQuery(PAGE)
                .execute(Tuple.of(alert, page.after(), page.limit(), page.offset()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(this::view)
                        .toList());
    }

    private static <T> T[] column(List<Entry> entries, IntFunction<T[]> array, Function<Entry, ? extends T> value) {
        return entries.stream().map(value).toArray(array);
    }

    private TimelineEntry view(Row row) {
        return new TimelineEntry(
                row.getLong("id"),
                row.getOffsetDateTime("at").toInstant(),
                EntryKind.valueOf(row.getString("kind")),
                row.getString("actor"),
                row.getString("reason"),
                details(row.getString("details")));
    }

    private Map<String, Object> details(String json) {
        try {
            return mapper.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("A stored entry is no longer readable", unreadable);
        }
    }

    private String json(Map<String, Object> details) {
        try {
            return mapper.writeValueAsString(details);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException("The details of an entry are no JSON", unwritable);
        }
    }
}
