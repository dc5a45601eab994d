package io.llmlab.regression.series;

import static java.util.Objects.requireNonNull;

import io.llmlab.platform.database.PlainSql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Puts all points of some runs into their series at once. It is what the service does most, so it takes two
/// statements, however many points there are: the series are made where they are new and locked until the transaction
/// ends, and their ends move where a run is the newest; then the points are added.
@ApplicationScoped
class PointWriter {

    private static final String PROVIDE = """
            insert into series (model_id, dataset_name, metric_type, metric_name, stream, unit, higher_is_better,
                newest_at, newest_run_id, newest_day)
            select model, dataset, type, name, stream, unit, higher, at::timestamptz, run,
                (at::timestamptz at time zone 'UTC')::date
            from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::text[],
                    $9::bigint[])
                as told(model, dataset, type, name, stream, unit, higher, at, run)
            on conflict (model_id, dataset_name, metric_type, metric_name, stream) do update
                set unit = coalesce(excluded.unit, series.unit),
                    higher_is_better = coalesce(excluded.higher_is_better, series.higher_is_better),
                    newest_at = case when %1$s then excluded.newest_at else series.newest_at end,
                    newest_run_id = case when %1$s then excluded.newest_run_id else series.newest_run_id end,
                    newest_day = case when %1$s then excluded.newest_day else series.newest_day end,
                    revision = excluded.revision,
                    previous_revision = series.revision
            returning id, unit, higher_is_better, newest_run_id, previous_revision, revision""".formatted("""
                    (series.newest_at is null
                     or (series.newest_at, series.newest_run_id) < (excluded.newest_at, excluded.newest_run_id))""");

    private static final String ADD = """
            insert into point (series_id, at, run_id, value, std_error, sample_count, backfill, excluded)
            select series, at::timestamptz, run, value, std_error, samples, backfill, excluded
            from unnest($1::bigint[], $2::text[], $3::bigint[], $4::float8[], $5::float8[], $6::int[], $7::boolean[],
                    $8::boolean[])
                as told(series, at, run, value, std_error, samples, backfill, excluded)
            on conflict do nothing""";

    /// So that two transactions never wait for each other crosswise.
    private static final Comparator<Measured> IN_ORDER = Comparator.comparing(
                    Measured::run,
                    Comparator.<MeasuredRun>comparingLong(run -> run.model().id())
                            .thenComparing(run -> run.dataset().name())
                            .thenComparing(MeasuredRun::stream))
            .thenComparing(measured -> measured.reading().metricType())
            .thenComparing(measured -> measured.reading().metricName());

    private final SeriesConfig config;

    PointWriter(SeriesConfig config) {
        this.config = config;
    }

    private record Measured(MeasuredRun run, Reading reading) {}

    /// @param isNewest whether the series ends with the run
    /// @param before the series' revision before; null: it is new
    /// @param after its revision now
    private record Placed(
            Measured measured,
            Series series,
            boolean isNewest,
            @Nullable Long before,
            long after) {

        MeasuredRun run() {
            return measured.run();
        }

        Reading reading() {
            return measured.reading();
        }

        boolean isAdvance() {
            return isNewest && !run().excluded();
        }

        Advance advance() {
            var point = new Point(
                    run().position(),
                    reading().value(),
                    reading().stdError(),
                    reading().sampleCount());
            return new Advance(series.id(), before, after, point);
        }
    }

    /// Within the current transaction, in which the runs were claimed and their months provided.
    ///
    /// @param runs no two with a series in common
    /// @return what each of them changed
    Uni<List<Appended>> append(List<MeasuredRun> runs) {
        var measured = runs.stream()
                .flatMap(run -> run.readings().stream().map(reading -> new Measured(run, reading)))
                .sorted(IN_ORDER)
                .toList();
        return measured.isEmpty()
                ? Uni.createFrom().item(runs.stream().map(Appended::nothing).toList())
                : provide(measured).chain(placed -> add(runs, placed));
    }

    private static Uni<List<Placed>> provide(List<Measured> measured) {
        return PlainSql.rows(
                        PROVIDE,
                        column(measured, one -> one.run().model().id(), Long[]::new),
                        column(measured, one -> one.run().dataset().name(), String[]::new),
                        column(measured, one -> one.reading().metricType(), String[]::new),
                        column(measured, one -> one.reading().metricName(), String[]::new),
                        column(measured, one -> one.run().stream(), String[]::new),
                        column(measured, one -> one.reading().unit(), String[]::new),
                        column(measured, one -> one.reading().higherIsBetter(), Boolean[]::new),
                        column(measured, one -> one.run().at().toString(), String[]::new),
                        column(measured, one -> one.run().id(), Long[]::new))
                .map(rows -> placed(measured, rows));
    }

    /// Each row that is inserted or updated returns one, in the order of the rows that came in.
    private static List<Placed> placed(List<Measured> measured, List<Object[]> rows) {
        var placed = new ArrayList<Placed>(rows.size());
        for (var place = 0; place < rows.size(); place++) {
            placed.add(placed(measured.get(place), rows.get(place)));
        }
        return placed;
    }

    private static Placed placed(Measured measured, Object[] row) {
        var run = measured.run();
        var reading = measured.reading();
        var series = new Series(
                (Long) row[0],
                run.model().id(),
                run.dataset().name(),
                reading.metricType(),
                reading.metricName(),
                run.stream(),
                (String) row[1],
                (Boolean) row[2]);
        return new Placed(measured, series, (Long) row[3] == run.id(), (Long) row[4], (Long) row[5]);
    }

    private Uni<List<Appended>> add(List<MeasuredRun> runs, List<Placed> placed) {
        var appended = appended(runs, placed);
        return PlainSql.update(
                        ADD,
                        column(placed, one -> one.series().id(), Long[]::new),
                        column(placed, one -> one.run().at().toString(), String[]::new),
                        column(placed, one -> one.run().id(), Long[]::new),
                        column(placed, one -> one.reading().value(), Double[]::new),
                        column(placed, one -> one.reading().stdError(), Double[]::new),
                        column(placed, one -> one.reading().sampleCount(), Integer[]::new),
                        column(
                                placed,
                                one -> requireNonNull(appended.get(one.run().id()))
                                        .backfill(),
                                Boolean[]::new),
                        column(placed, one -> one.run().excluded(), Boolean[]::new))
                .replaceWith(List.copyOf(appended.values()));
    }

    /// By run.
    private Map<Long, Appended> appended(List<MeasuredRun> runs, List<Placed> placed) {
        var byRun =
                placed.stream().collect(Collectors.groupingBy(one -> one.run().id()));
        var appended = new LinkedHashMap<Long, Appended>();
        for (var run : runs) {
            var ofRun = byRun.getOrDefault(run.id(), List.of());
            var backfill = run.cameLate(config.backfillAge()) || !ofRun.stream().allMatch(Placed::isNewest);
            appended.put(
                    run.id(),
                    new Appended(
                            run,
                            ofRun.stream().map(Placed::series).toList(),
                            backfill,
                            ofRun.stream()
                                    .filter(Placed::isAdvance)
                                    .map(Placed::advance)
                                    .toList()));
        }
        return appended;
    }

    private static <T, V> Object column(List<T> rows, Function<T, V> value, IntFunction<V[]> array) {
        return rows.stream().map(value).toArray(array);
    }
}
