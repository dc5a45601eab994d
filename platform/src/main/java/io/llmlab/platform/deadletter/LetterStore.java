package io.llmlab.platform.deadletter;

import io.llmlab.platform.database.Where;
import io.llmlab.platform.http.Keyset;
import io.llmlab.platform.http.Listing;
import io.llmlab.platform.problem.DomainException.NotFound;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// The dead letters of this service.
@ApplicationScoped
class LetterStore {

    private static final int LONGEST_REASON = 2_000;

    private final Pool pool;
    private final String service;

    LetterStore(Pool pool, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.pool = pool;
        this.service = service;
    }

    Uni<Void> keep(Buried event, Throwable reason) {
        return pool.preparedQuery(LetterStatements.KEEP)
                .execute(Tuple.wrap(Arrays.<Object>asList(
                        storable(event.topic()),
                        event.partition(),
                        event.offset(),
                        storable(event.key()),
                        storable(event.source()),
                        storable(event.eventId()),
                        storable(event.type()),
                        Buffer.buffer(event.payload()),
                        reasonOf(reason))))
                .replaceWithVoid();
    }

    /// The newest first.
    Uni<Listing<DeadLetter>> page(LetterFilter filter, Optional<Keyset> before, int limit, boolean counted) {
        var where = where(filter);
        var total = counted ? count(where(filter)) : Uni.createFrom().<Long>nullItem();
        before.ifPresent(place -> where.before("at, id", place.time(), place.id()));
        return Uni.combine()
                .all()
                .unis(letters(LetterStatements.PAGE.formatted(where.sql(), limit), where.values()), total)
                .with(Listing::new);
    }

    Uni<DeadLetter> require(long id) {
        return letters(LetterStatements.PAGE.formatted("where id = $1", 1), Tuple.of(id))
                .map(found -> first(found, id));
    }

    /// All of the event, however large.
    Uni<Buried> event(long id) {
        return pool.preparedQuery(LetterStatements.EVENT)
                .execute(Tuple.of(id))
                .map(rows -> first(
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(LetterStore::buried)
                                .toList(),
                        id));
    }

    Uni<Void> failedAgain(long id, Throwable reason) {
        return pool.preparedQuery(LetterStatements.FAILED)
                .execute(Tuple.of(id, reasonOf(reason)))
                .replaceWithVoid();
    }

    static String reasonOf(Throwable failure) {
        var said = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        var whole = String.valueOf(storable(said));
        return whole.length() <= LONGEST_REASON ? whole : whole.substring(0, LONGEST_REASON) + "…";
    }

    private static Where where(LetterFilter filter) {
        return new Where().and("state = $%d", filter.state().name()).and("topic = $%d", filter.topic());
    }

    private Uni<Long> count(Where where) {
        return pool.preparedQuery(LetterStatements.COUNT.formatted(where.sql()))
                .execute(where.values())
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private Uni<List<DeadLetter>> letters(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).map(this::letters);
    }

    private List<DeadLetter> letters(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).map(this::letter).toList();
    }

    private DeadLetter letter(Row row) {
        var settledAt = row.getOffsetDateTime("settled_at");
        return new DeadLetter(
                service,
                row.getLong("id"),
                row.getOffsetDateTime("at").toInstant(),
                row.getString("topic"),
                row.getInteger("partition"),
                row.getLong("record_offset"),
                row.getString("key"),
                row.getString("source"),
                row.getString("event_id"),
                row.getString("type"),
                row.getString("reason"),
                LetterState.valueOf(row.getString("state")),
                row.getInteger("attempts"),
                settledAt == null ? null : settledAt.toInstant(),
                row.getString("settled_by"),
                row.getInteger("payload_bytes"),
                text(row));
    }

    private static Buried buried(Row row) {
        return new Buried(
                row.getString("topic"),
                row.getInteger("partition"),
                row.getLong("record_offset"),
                row.getString("key"),
                row.getString("source"),
                row.getString("event_id"),
                row.getString("type"),
                text(row));
    }

    private static String text(Row row) {
        return row.getBuffer("payload").toString(StandardCharsets.UTF_8);
    }

    private static <T> T first(List<T> found, long id) {
        return found.stream().findFirst().orElseThrow(() -> new NotFound("dead letter", id));
    }

    private static @Nullable String storable(@Nullable String text) {
        return text == null ? null : text.replace('\0', '\uFFFD');
    }
}
