package io.llmlab.alert.recent;

import static java.util.Objects.requireNonNull;

import io.llmlab.alert.ledger.Kind;
import io.llmlab.alert.ledger.Ledger;
import io.llmlab.alert.signal.Labels;
import io.llmlab.alert.signal.Model;
import io.llmlab.alert.signal.Signal.RegressionsFound;
import io.llmlab.alert.signal.Subject;
import io.llmlab.platform.database.PlainSql;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.StreamSupport;

/// What regression-service told in the last weeks, one row a run; history that arrived late too. What rests on a run
/// that a person excluded is left out.
@ApplicationScoped
public class ToldFindings {

    private static final String KEEP = """
            insert into told_finding (run_id, model_id, model_name, provider, dataset_name, labels, ran_at, findings)
            select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[],
                $7::timestamptz[], $8::text[])""";

    private static final String SINCE = """
            select run_id, model_id, model_name, provider, dataset_name, labels, ran_at, findings from told_finding told
            where ran_at >= $1 and ran_at <= $2
              and not exists (select from recent_run run where run.run_id = told.run_id and run.left_out)
            order by ran_at desc, id desc limit $3""";

    private static final Labels LABELS = new Labels();
    private static final KeptFinding.Column FINDINGS = new KeptFinding.Column();

    private final Pool pool;
    private final Ledger ledger;
    private final Kind<Told> kind = Kind.of(ToldFindings::store);

    ToldFindings(Pool pool, Ledger ledger) {
        this.pool = pool;
        this.ledger = ledger;
    }

    /// @param at the time of the run
    public record Told(Instant at, RegressionsFound found) {}

    /// Within the caller's transaction.
    public Uni<Void> keep(List<Told> told) {
        return told.isEmpty() ? Uni.createFrom().voidItem() : ledger.add(kind, told);
    }

    private static Uni<Void> store(List<Told> told) {
        return PlainSql.update(
                        KEEP,
                        column(told, Subject::runId, Long[]::new),
                        column(told, subject -> subject.model().id(), Long[]::new),
                        column(told, subject -> subject.model().name(), String[]::new),
                        column(told, subject -> subject.model().provider(), String[]::new),
                        column(told, Subject::dataset, String[]::new),
                        column(told, subject -> LABELS.convertToDatabaseColumn(subject.allLabels()), String[]::new),
                        told.stream()
                                .map(one -> one.at().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new),
                        told.stream().map(ToldFindings::findings).toArray(String[]::new))
                .replaceWithVoid();
    }

    /// The newest of a time, oldest first; read on a worker thread.
    ///
    /// @param most of them
    public Uni<List<Told>> between(Instant from, Instant until, int most) {
        return pool.preparedQuery(SINCE)
                .execute(Tuple.of(from.atOffset(ZoneOffset.UTC), until.atOffset(ZoneOffset.UTC), most))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(ToldFindings::read);
    }

    private static <T> T[] column(List<Told> told, Function<Subject, T> part, IntFunction<T[]> array) {
        return told.stream().map(one -> part.apply(one.found().subject())).toArray(array);
    }

    private static String findings(Told told) {
        var kept = told.found().findings().stream().map(KeptFinding::of).toList();
        return requireNonNull(FINDINGS.convertToDatabaseColumn(kept));
    }

    private static List<Told> read(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(ToldFindings::told)
                .toList()
                .reversed();
    }

    private static Told told(Row row) {
        var model =
                new Model(row.getLong("model_id"), row.getString("model_name"), row.getString("provider"), Map.of());
        var labels = requireNonNull(LABELS.convertToEntityAttribute(row.getString("labels")));
        var findings = requireNonNull(FINDINGS.convertToEntityAttribute(row.getString("findings")));
        return new Told(
                row.getOffsetDateTime("ran_at").toInstant(),
                new RegressionsFound(
                        new Subject(row.getLong("run_id"), model, row.getString("dataset_name"), labels),
                        findings.stream().map(KeptFinding::finding).toList()));
    }
}
