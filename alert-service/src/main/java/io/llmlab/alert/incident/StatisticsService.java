package io.llmlab.alert.incident;

import io.llmlab.alert.incident.AlertStatistics.OfModelAndDay;
import io.llmlab.alert.incident.AlertStatistics.OfRule;
import io.llmlab.alert.notify.ChannelDeliveries;
import io.llmlab.alert.notify.DeliveryCounts;
import io.llmlab.alert.signal.Severity;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Counts alerts in the database.
@ApplicationScoped
class StatisticsService {

    /// One row per severity and type.
    private static final String COUNTS = """
            select severity, alert_type,
                   count(*) as total,
                   count(*) filter (where status = 'ACTIVE') as active,
                   count(*) filter (where status = 'RESOLVED') as resolved,
                   count(*) filter (where resolution = 'FALSE_ALARM') as false_alarms,
                   count(acknowledged_at) as acknowledged,
                   count(*) filter (where status = 'RESOLVED' and acknowledged_at is null) as never_acknowledged,
                   coalesce(sum(extract(epoch from acknowledged_at - opened_at)), 0)::double precision
                       as seconds_to_acknowledge,
                   coalesce(sum(extract(epoch from resolved_at - opened_at)), 0)::double precision
                       as seconds_to_resolve
            from alert where opened_at >= $1
            group by severity, alert_type""";

    private static final String NOISIEST = """
            select rule_id, count(*) as alerts from alert where opened_at >= $1
            group by rule_id order by alerts desc, rule_id limit 10""";

    private static final String PER_DAY = """
            select (opened_at at time zone 'UTC')::date as day, model_id, count(*) as alerts
            from alert where opened_at >= $1 and model_id <> 0
            group by day, model_id order by day desc, alerts desc, model_id""";

    private final Pool pool;
    private final DeliveryCounts deliveries;
    private final Clock clock;

    StatisticsService(Pool pool, DeliveryCounts deliveries, Clock clock) {
        this.pool = pool;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    Uni<AlertStatistics> of(int days) {
        var since = clock.instant().minus(Duration.ofDays(days));
        return Uni.combine()
                .all()
                .unis(rows(COUNTS, since), rows(NOISIEST, since), rows(PER_DAY, since), deliveries.since(since))
                .asTuple()
                .map(found -> statistics(days, found.getItem1(), found.getItem2(), found.getItem3(), found.getItem4()));
    }

    private Uni<List<Row>> rows(String sql, Instant since) {
        return pool.preparedQuery(sql)
                .execute(Tuple.of(since.atOffset(ZoneOffset.UTC)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList());
    }

    private static AlertStatistics statistics(
            int days, List<Row> rows, List<Row> rules, List<Row> perDay, Map<String, ChannelDeliveries> channels) {
        var total = sum(rows, "total");
        var resolved = sum(rows, "resolved");
        var acknowledged = sum(rows, "acknowledged");
        return new AlertStatistics(
                days,
                total,
                sum(rows, "active"),
                resolved,
                total == 0 ? 0 : (double) resolved / total,
                bySeverity(rows),
                by("alert_type", rows),
                share(seconds(rows, "seconds_to_acknowledge"), acknowledged),
                share(seconds(rows, "seconds_to_resolve"), resolved),
                share(sum(rows, "false_alarms"), resolved),
                share(sum(rows, "never_acknowledged"), resolved),
                rules.stream()
                        .map(row -> new OfRule(row.getString("rule_id"), row.getLong("alerts")))
                        .toList(),
                perDay.stream()
                        .map(row -> new OfModelAndDay(
                                row.getLocalDate("day"), row.getLong("model_id"), row.getLong("alerts")))
                        .toList(),
                channels);
    }

    /// All three severities, so that a client need not ask whether one is there.
    private static Map<String, Long> bySeverity(List<Row> rows) {
        var counts = by("severity", rows);
        for (var severity : Severity.values()) {
            counts.putIfAbsent(severity.name().toLowerCase(Locale.ROOT), 0L);
        }
        return counts;
    }

    private static Map<String, Long> by(String column, List<Row> rows) {
        var counts = new TreeMap<String, Long>();
        rows.forEach(
                row -> counts.merge(row.getString(column).toLowerCase(Locale.ROOT), row.getLong("total"), Long::sum));
        return counts;
    }

    private static long sum(List<Row> rows, String column) {
        return rows.stream().mapToLong(row -> row.getLong(column)).sum();
    }

    private static double seconds(List<Row> rows, String column) {
        return rows.stream().mapToDouble(row -> row.getDouble(column)).sum();
    }

    private static @Nullable Double share(double part, long whole) {
        return whole == 0 ? null : part / whole;
    }
}
