package io.llmlab.alert.timer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.alert.ledger.Kind;
import io.llmlab.alert.ledger.Ledger;
import io.llmlab.platform.database.PlainSql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/// The timers in the database, within the caller's transaction.
///
/// They are set and fired but never taken back: who changes an alert holds its row and would wait here for a timer that
/// fires, whose handler waits for that row.
@ApplicationScoped
public class Timers {

    /// One that is there already stays as it is.
    private static final String SET = """
            insert into timer (kind, key, due_at, claim_at, payload)
            select kind, key, due_at, due_at, payload
            from unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[]) as t (kind, key, due_at, payload)
            on conflict do nothing""";

    /// A kind that a newer version of this service knows is left to it.
    private static final String TAKE = """
            delete from timer where (kind, key) = (
                select kind, key from timer where claim_at <= $1 and kind = any($2)
                order by claim_at limit 1 for update skip locked)
            returning kind, key, due_at, payload""";

    private static final String POSTPONE = "update timer set claim_at = $3 where kind = $1 and key = $2";

    private static final String[] KINDS =
            Stream.of(TimerKind.values()).map(TimerKind::name).toArray(String[]::new);

    private final ObjectMapper mapper;
    private final Ledger ledger;
    private final Kind<Timer> timers = Kind.of(this::store);

    Timers(ObjectMapper mapper, Ledger ledger) {
        this.mapper = mapper;
        this.ledger = ledger;
    }

    public Uni<Void> set(List<Timer> further) {
        return further.isEmpty() ? Uni.createFrom().voidItem() : ledger.add(timers, further);
    }

    private Uni<Void> store(List<Timer> timers) {
        return PlainSql.update(
                        SET,
                        column(timers, String[]::new, timer -> timer.kind().name()),
                        column(timers, String[]::new, Timer::key),
                        column(
                                timers,
                                OffsetDateTime[]::new,
                                timer -> timer.dueAt().atOffset(ZoneOffset.UTC)),
                        column(timers, String[]::new, timer -> json(timer.payload())))
                .replaceWithVoid();
    }

    /// Takes the timer that has been due for longest and that nobody else is firing; nothing where there is none.
    Uni<List<Timer>> take(Instant now) {
        return PlainSql.rows(TAKE, now.atOffset(ZoneOffset.UTC), KINDS)
                .map(rows -> rows.stream().map(this::timer).toList());
    }

    /// For one that could not be fired, and is not taken any more.
    Uni<Void> postpone(Timer timer, Instant until) {
        return PlainSql.update(POSTPONE, timer.kind().name(), timer.key(), until.atOffset(ZoneOffset.UTC))
                .replaceWithVoid();
    }

    private static <T> T[] column(List<Timer> timers, IntFunction<T[]> array, Function<Timer, T> value) {
        return timers.stream().map(value).toArray(array);
    }

    private Timer timer(Object[] row) {
        return new Timer(
                TimerKind.valueOf((String) row[0]),
                (String) row[1],
                ((OffsetDateTime) row[2]).toInstant(),
                payload((String) row[3]));
    }

    private Map<String, Object> payload(String json) {
        try {
            return mapper.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("A stored timer is no longer readable", unreadable);
        }
    }

    private String json(Map<String, Object> payload) {
        try {
            return mapper.writeValueAsString(payload);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException("What a timer knows is no JSON", unwritable);
        }
    }
}
