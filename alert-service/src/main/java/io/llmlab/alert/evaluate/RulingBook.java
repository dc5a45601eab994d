package io.llmlab.alert.evaluate;

import io.llmlab.alert.ledger.Kind;
import io.llmlab.alert.ledger.Ledger;
import io.llmlab.alert.rule.Breach;
import io.llmlab.alert.rule.Decision.Ends;
import io.llmlab.alert.rule.Decision.Fires;
import io.llmlab.alert.rule.Decision.Passes;
import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.signal.Signal;
import io.llmlab.alert.signal.Signal.CostsSummed;
import io.llmlab.alert.signal.Signal.LabTroubled;
import io.llmlab.alert.signal.Signal.ModelAsked;
import io.llmlab.alert.signal.Signal.RegressionsFound;
import io.llmlab.alert.signal.Signal.RunFailed;
import io.llmlab.alert.signal.Signal.RunSucceeded;
import io.llmlab.alert.signal.Signal.SamplesFailed;
import io.llmlab.platform.database.PlainSql;
import io.llmlab.platform.http.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Keeps what rules said of runs: all that they fired on, and why they let pass what was bad. That a rule has nothing
/// to say of a run that went well is not kept: it is most of what they say.
@ApplicationScoped
class RulingBook {

    private static final String NOTE = """
            insert into ruling (run_id, at, rule_id, alert_type, fired, reason, metric_type, metric_name, fingerprint)
            select run_id, $1, rule_id, alert_type, fired, reason, metric_type, metric_name, fingerprint
            from unnest($2::bigint[], $3::text[], $4::text[], $5::boolean[], $6::text[], $7::text[], $8::text[],
                    $9::text[])
                with ordinality as r (run_id, rule_id, alert_type, fired, reason, metric_type, metric_name,
                    fingerprint, number)
            order by number""";

    /// The alert is the last one of the identity that there was when the rule had been asked.
    private static final String PAGE = """
            select r.*, said.alert_id
            from ruling r
            left join lateral (
                select alert_id from (
                    (select id as alert_id, opened_at as since from alert
                     where fingerprint = r.fingerprint and opened_at <= r.at order by opened_at desc limit 1)
                    union all
                    (select alert_id, joined_at as since from alert_part
                     where fingerprint = r.fingerprint and joined_at <= r.at order by joined_at desc limit 1)) known
                order by since desc, alert_id desc limit 1) said on true
            where r.run_id = $1 and ($2::bigint is null or r.id < $2)
            order by r.id desc limit $3 offset $4""";

    private final Pool pool;
    private final Ledger ledger;
    private final Clock clock;
    private final Kind<Noted> kind = Kind.of(this::store);

    RulingBook(Pool pool, Ledger ledger, Clock clock) {
        this.pool = pool;
        this.ledger = ledger;
        this.clock = clock;
    }

    /// A row of the book.
    private record Noted(
            Ruling ruling,
            boolean fired,
            String reason,
            @Nullable Breach breach) {

        @Nullable
        String metricType() {
            return breach == null ? null : breach.metricType();
        }

        @Nullable
        String metricName() {
            return breach == null ? null : breach.metricName();
        }

        @Nullable
        String fingerprint() {
            return breach == null
                    ? null
                    : new Candidate(ruling.rule(), ruling.signal().subject(), breach)
                            .identity()
                            .fingerprint();
        }
    }

    /// Within the current transaction, once what they said has had its effect.
    Uni<Void> note(List<Ruling> rulings) {
        var noted = rulings.stream()
                .filter(ruling -> ruling.signal().subject().runId() != 0)
                .flatMap(RulingBook::noted)
                .toList();
        return noted.isEmpty() ? Uni.createFrom().voidItem() : ledger.add(kind, noted);
    }

    /// What was said of a run, the last first.
    Uni<List<RulingView>> of(long run, Page page) {
        return pool.preparedQuery(PAGE)
                .execute(Tuple.of(run, page.after(), page.limit(), page.offset()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(RulingBook::view)
                        .toList());
    }

    private static Stream<Noted> noted(Ruling ruling) {
        return switch (ruling.decision()) {
            case Fires fires ->
                fires.breaches().stream().map(breach -> new Noted(ruling, true, breach.title(), breach));
            case Passes passes ->
                isTrouble(ruling.signal())
                        ? Stream.of(new Noted(ruling, false, passes.reason(), null))
                        : Stream.empty();
            case Ends _ -> Stream.empty();
        };
    }

    private static boolean isTrouble(Signal signal) {
        return switch (signal) {
            case RegressionsFound _, RunFailed _ -> true;
            case SamplesFailed samples -> samples.errors() > 0;
            case ModelAsked asked -> asked.missedInARow() > 0;
            case RunSucceeded _, CostsSummed _, LabTroubled _ -> false;
        };
    }

    private Uni<Void> store(List<Noted> noted) {
        return PlainSql.update(
                        NOTE,
                        clock.instant().atOffset(ZoneOffset.UTC),
                        column(
                                noted,
                                Long[]::new,
                                one -> one.ruling().signal().subject().runId()),
                        column(noted, String[]::new, one -> one.ruling().rule().ruleId()),
                        column(
                                noted,
                                String[]::new,
                                one -> one.ruling().rule().alertType().name()),
                        column(noted, Boolean[]::new, Noted::fired),
                        column(noted, String[]::new, Noted::reason),
                        column(noted, String[]::new, Noted::metricType),
                        column(noted, String[]::new, Noted::metricName),
                        column(noted, String[]::new, Noted::fingerprint))
                .replaceWithVoid();
    }

    private static <T> T[] column(List<Noted> noted, IntFunction<T[]> array, Function<Noted, @Nullable T> value) {
        return noted.stream().map(value).toArray(array);
    }

    private static RulingView view(Row row) {
        return new RulingView(
                row.getLong("id"),
                row.getLong("run_id"),
                row.getOffsetDateTime("at").toInstant(),
                row.getString("rule_id"),
                AlertType.valueOf(row.getString("alert_type")),
                row.getBoolean("fired"),
                row.getString("reason"),
                row.getString("metric_type"),
                row.getString("metric_name"),
                row.getLong("alert_id"));
    }
}
