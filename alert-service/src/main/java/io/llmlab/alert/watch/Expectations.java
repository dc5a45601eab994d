package io.llmlab.alert.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.alert.signal.Subject;
import io.llmlab.alert.timer.Timer;
import io.llmlab.alert.timer.TimerKind;
import io.llmlab.alert.timer.Timers;
import io.llmlab.alert.watch.Expectation.Kind;
import io.llmlab.platform.database.PlainSql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/// What is awaited, within the caller's transaction. Whoever changes a row takes it before the lock of its model; each
/// row has one timer at most.
@ApplicationScoped
class Expectations {

    /// What is told in one message at once.
    static final int AT_ONCE = 200;

    private static final String COLUMNS = "kind, key, subject, since, allowed_seconds, promise, raised";

    private static final String EXPECT = """
            insert into expectation (kind, key, model_id, dataset_name, subject, since, allowed_seconds, promise, timer_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict (kind, key) do update
            set model_id = excluded.model_id, dataset_name = excluded.dataset_name, subject = excluded.subject,
                since = excluded.since, allowed_seconds = excluded.allowed_seconds, promise = excluded.promise,
                raised = false, timer_at = least(expectation.timer_at, excluded.timer_at)
            returning timer_at""";

    private static final String OF_KEY =
            "select %s from expectation where kind = any($1) and key = $2 order by kind for update".formatted(COLUMNS);

    private static final String OF_PAIR = """
            select %s from expectation where model_id = $1 and dataset_name = $2 and kind = any($3)
            order by kind, key for update""".formatted(COLUMNS);

    private static final String OF_MODEL =
            "select %s from expectation where model_id = $1 order by kind, key for update".formatted(COLUMNS);

    private static final String FORGET = "delete from expectation where kind = $1 and key = $2";

    /// A row that somebody else changes at this moment is left to its own timer.
    private static final String RAISE = """
            update expectation set raised = true
            where (kind, key) in (
                select kind, key from expectation
                where not raised and greatest(since, $2) + make_interval(secs => allowed_seconds) <= $1
                order by model_id, kind, key limit $3 for update skip locked)
            returning %s""".formatted(COLUMNS);

    /// When it is due by now, where nobody was told of it.
    private static final String WIND = """
            update expectation
            set timer_at = case when raised then null
                else greatest(since, $3) + make_interval(secs => allowed_seconds) end
            where kind = $1 and key = $2
            returning timer_at""";

    private final Timers timers;
    private final ObjectMapper mapper;

    Expectations(Timers timers, ObjectMapper mapper) {
        this.timers = timers;
        this.mapper = mapper;
    }

    /// @param raised whether rules were told that it did not happen
    record Stored(Expectation expectation, boolean raised) {}

    /// Awaits it, in the place of what was awaited under its key.
    Uni<Void> expect(Expectation awaited) {
        var subject = awaited.subject();
        return PlainSql.rows(
                        EXPECT,
                        awaited.kind().name(),
                        awaited.key(),
                        subject.model().id(),
                        subject.dataset(),
                        json(subject),
                        utc(awaited.since()),
                        awaited.allowed().toSeconds(),
                        awaited.promise(),
                        utc(awaited.due()))
                .chain(rows -> setTimer(awaited.kind(), awaited.key(), instant(rows.getFirst()[0])));
    }

    Uni<List<Stored>> of(String key, Kind... kinds) {
        return PlainSql.rows(OF_KEY, names(kinds), key).map(this::stored);
    }

    Uni<List<Stored>> ofPair(Subject subject, Kind... kinds) {
        return PlainSql.rows(OF_PAIR, subject.model().id(), subject.dataset(), names(kinds))
                .map(this::stored);
    }

    Uni<List<Stored>> ofModel(long modelId) {
        return PlainSql.rows(OF_MODEL, modelId).map(this::stored);
    }

    Uni<Void> forget(Expectation expectation) {
        return PlainSql.update(FORGET, expectation.kind().name(), expectation.key())
                .replaceWithVoid();
    }

    /// Takes what should have happened by now and of which nobody was told yet, by models.
    ///
    /// @param upSince what did not happen before says nothing
    Uni<List<Expectation>> raise(Instant now, Instant upSince) {
        return PlainSql.rows(RAISE, utc(now), utc(upSince), AT_ONCE)
                .map(rows -> stored(rows).stream().map(Stored::expectation).toList());
    }

    /// Sets the timer of a key anew, where something is still awaited under it.
    Uni<Void> wind(Kind kind, String key, Instant upSince) {
        return PlainSql.rows(WIND, kind.name(), key, utc(upSince))
                .chain(rows -> rows.isEmpty() || rows.getFirst()[0] == null
                        ? Uni.createFrom().voidItem()
                        : setTimer(kind, key, instant(rows.getFirst()[0])));
    }

    private Uni<Void> setTimer(Kind kind, String key, Instant at) {
        return timers.set(List.of(new Timer(
                TimerKind.LOOK_OUT, "%s/%s@%s".formatted(kind, key, at), at, Map.of("kind", kind.name(), "key", key))));
    }

    private List<Stored> stored(List<Object[]> rows) {
        return rows.stream().map(this::stored).toList();
    }

    private Stored stored(Object[] row) {
        var expectation = new Expectation(
                Kind.valueOf((String) row[0]),
                (String) row[1],
                subject((String) row[2]),
                instant(row[3]),
                Duration.ofSeconds((Long) row[4]),
                (String) row[5]);
        return new Stored(expectation, (Boolean) row[6]);
    }

    private static String[] names(Kind... kinds) {
        var names = new String[kinds.length];
        for (var kind = 0; kind < kinds.length; kind++) {
            names[kind] = kinds[kind].name();
        }
        return names;
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(Object column) {
        return ((OffsetDateTime) column).toInstant();
    }

    private Subject subject(String json) {
        try {
            return mapper.readValue(json, Subject.class);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("What a stored expectation is about is no longer readable", unreadable);
        }
    }

    private String json(Subject subject) {
        try {
            return mapper.writeValueAsString(subject);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException("What an expectation is about is no JSON", unwritable);
        }
    }
}
