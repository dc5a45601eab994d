package io.llmlab.alert.digest;

import io.llmlab.alert.digest.Bygone.Cost;
import io.llmlab.alert.digest.Bygone.Gaps;
import io.llmlab.alert.digest.Bygone.Model;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;

/// Looks up what became of the lab in a while.
@ApplicationScoped
class Past {

    private static final String BY_SEVERITY = "order by array_position(array['CRITICAL', 'WARNING', 'INFO'], severity)";

    private static final String OPENED = """
            select severity, count(*) as alerts,
                   count(*) filter (where alert_type in ('PERFORMANCE_REGRESSION', 'LATENCY_SPIKE')) as regressions
            from alert where opened_at >= $1 and opened_at < $2
            group by severity %s""".formatted(BY_SEVERITY);

    private static final String WORST = """
            select title, severity from alert
            where opened_at >= $1 and opened_at < $2 and alert_type <> 'SYSTEM_ERROR'
            %s, opened_at desc limit 5""".formatted(BY_SEVERITY);

    private static final String STATES = """
            select (select count(*) from alert
                    where status = 'RESOLVED' and resolved_at >= $1 and resolved_at < $2) as ended,
                   (select count(*) from alert where status <> 'RESOLVED') as open_now,
                   (select count(*) from expectation where raised) as awaited""";

    private static final String COST = """
            select count(*) filter (where ran_at >= $1) as runs,
                   count(*) filter (where ran_at >= $1 and total_cost is null) as unpriced,
                   coalesce(sum(total_cost) filter (where ran_at >= $1), 0) as total,
                   coalesce(sum(total_cost) filter (where ran_at < $1), 0) as before
            from recent_run where not left_out and ran_at >= $3 and ran_at < $2""";

    private static final String GAPS = """
            select title, count(*) over () as gaps from alert
            where opened_at >= $1 and opened_at < $2
              and alert_type = 'SYSTEM_ERROR' and metric_type in ('job', 'job_runs', 'silence')
            order by opened_at desc limit 3""";

    private static final String MODELS = """
            select model_id, max(model_name) as name, count(*) as runs, coalesce(sum(total_cost), 0) as cost
            from recent_run where not left_out and ran_at >= $1 and ran_at < $2
            group by model_id order by runs desc, model_id limit 10""";

    private final Pool pool;

    Past(Pool pool) {
        this.pool = pool;
    }

    Uni<Bygone> between(Instant from, Instant until) {
        var earlier = from.minus(Duration.between(from, until));
        return Uni.combine()
                .all()
                .unis(
                        rows(OPENED, from, until),
                        rows(WORST, from, until),
                        rows(STATES, from, until),
                        rows(COST, from, until, earlier),
                        rows(GAPS, from, until),
                        rows(MODELS, from, until))
                .with(found -> bygone(from, until, found));
    }

    private Uni<List<Row>> rows(String sql, Instant... times) {
        var values = Tuple.tuple();
        for (var time : times) {
            values.addOffsetDateTime(time.atOffset(ZoneOffset.UTC));
        }
        return pool.preparedQuery(sql)
                .execute(values)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList());
    }

    // Each of the queries brings rows.
    @SuppressWarnings("unchecked")
    private static Bygone bygone(Instant from, Instant until, List<?> found) {
        var rows = (List<List<Row>>) found;
        var states = rows.get(2).getFirst();
        return new Bygone(
                from,
                until,
                opened(rows.get(0)),
                rows.get(0).stream()
                        .mapToLong(row -> row.getLong("regressions"))
                        .sum(),
                rows.get(1).stream()
                        .map(row -> "[%s] %s".formatted(row.getString("severity"), row.getString("title")))
                        .toList(),
                states.getLong("ended"),
                states.getLong("open_now"),
                cost(rows.get(3).getFirst()),
                gaps(rows.get(4), states.getLong("awaited")),
                rows.get(5).stream().map(Past::model).toList());
    }

    private static Map<String, Long> opened(List<Row> rows) {
        var opened = new LinkedHashMap<String, Long>();
        rows.forEach(row -> opened.put(row.getString("severity").toLowerCase(Locale.ROOT), row.getLong("alerts")));
        return opened;
    }

    private static Cost cost(Row row) {
        return new Cost(row.getLong("runs"), row.getLong("unpriced"), row.getDouble("total"), row.getDouble("before"));
    }

    private static Gaps gaps(List<Row> rows, long awaited) {
        return new Gaps(
                rows.isEmpty() ? 0 : rows.getFirst().getLong("gaps"),
                rows.stream().map(row -> row.getString("title")).toList(),
                awaited);
    }

    private static Model model(Row row) {
        var name = row.getString("name");
        var id = row.getLong("model_id");
        return new Model(
                id, name == null ? "model %d".formatted(id) : name, row.getLong("runs"), row.getDouble("cost"));
    }
}
