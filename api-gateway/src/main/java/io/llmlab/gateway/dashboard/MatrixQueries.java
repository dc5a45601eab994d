package io.llmlab.gateway.dashboard;

import io.llmlab.gateway.dashboard.Matrix.Measure;
import io.llmlab.gateway.dashboard.Matrix.Point;
import io.llmlab.platform.time.Rhythm;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Asks the read model for the matrix.
@ApplicationScoped
class MatrixQueries {

    /// As alert-service has it where nobody sets it.
    private static final Duration GRACE = Duration.ofMinutes(5);

    private final Pool pool;

    MatrixQueries(Pool pool) {
        this.pool = pool;
    }

    /// @return those that ran last, up to one more than there may be
    Uni<List<Matrix.Pair>> pairsSince(Instant since, Instant now) {
        return pool.preparedQuery(MatrixStatement.SQL)
                .execute(Tuple.of(since.atOffset(ZoneOffset.UTC), Matrix.MOST_PAIRS + 1))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> pair(row, now))
                        .toList());
    }

    private static Matrix.Pair pair(Row row, Instant now) {
        var latest = DashboardQueries.recentRun(row);
        var measure =
                latest.accuracy() != null ? Measure.ACCURACY : latest.latencyMs() != null ? Measure.LATENCY_MS : null;
        var single = measure == null ? List.<Point>of() : singlePoints(row, measure);
        var days = dayPoints(row);
        var byDay = !days.isEmpty() && row.getArrayOfOffsetDateTimes("run_times").length > MatrixStatement.SINGLE_RUNS;
        var lastSeenAt = row.getOffsetDateTime("last_seen_at").toInstant();
        var pause = pause(row);
        return new Matrix.Pair(
                latest.modelId(),
                row.getString("model_name"),
                latest.datasetName(),
                latest,
                measure,
                byDay ? days.stream().mapToLong(Point::runs).sum() : row.getArrayOfOffsetDateTimes("run_times").length,
                byDay ? days : single,
                row.getOffsetDateTime("last_run_at").toInstant(),
                pause.map(known -> known.usual().toMillis() / 1000.0).orElse(null),
                pause.filter(known -> lastSeenAt.plus(known.allowed()).isBefore(now))
                        .isPresent());
    }

    private static List<Point> singlePoints(Row row, Measure measure) {
        var times = row.getArrayOfOffsetDateTimes("run_times");
        var values = row.getArrayOfDoubles(measure == Measure.ACCURACY ? "run_accuracies" : "run_latencies");
        var points = new ArrayList<Point>();
        for (var run = 0; run < times.length; run++) {
            if (values[run] != null) {
                points.add(new Point(times[run].toInstant(), values[run], 1));
            }
        }
        return points;
    }

    private static List<Point> dayPoints(Row row) {
        var times = row.getArrayOfOffsetDateTimes("day_times");
        if (times == null) {
            return List.of();
        }
        var means = row.getArrayOfDoubles("day_means");
        var runs = row.getArrayOfLongs("day_runs");
        return IntStream.range(0, times.length)
                .mapToObj(day -> new Point(times[day].toInstant(), means[day], runs[day]))
                .toList();
    }

    private static Optional<Rhythm.Pause> pause(Row row) {
        var declared = row.getDouble("declared_seconds");
        if (declared != null) {
            return Optional.of(Rhythm.declared(Duration.ofMillis(Math.round(declared * 1000)), GRACE));
        }
        return Rhythm.of(times(row.getArrayOfOffsetDateTimes("regular_times")));
    }

    private static List<Instant> times(OffsetDateTime @Nullable [] times) {
        return times == null
                ? List.of()
                : Arrays.stream(times).map(OffsetDateTime::toInstant).toList();
    }
}
