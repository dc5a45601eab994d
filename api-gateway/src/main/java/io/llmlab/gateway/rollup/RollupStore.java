package io.llmlab.gateway.rollup;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.platform.database.PlainSql;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads and writes rollups in the transaction of the current session.
@ApplicationScoped
class RollupStore {

    private final ObjectMapper mapper;

    RollupStore(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @RegisterForReflection
    private record Key(long seriesId, Period periodType, Instant periodStart) {}

    @RegisterForReflection
    private record Stretch(long seriesId, Instant periodStart, Instant periodEnd) {}

    /// How far a series was read.
    static final class Place {
        private Instant at = Instant.parse("0001-01-01T00:00:00Z");
        private long runId = Long.MIN_VALUE;

        private Instant moveTo(Instant at, long runId) {
            this.at = at;
            this.runId = runId;
            return at;
        }
    }

    Uni<List<Value>> countedOf(long runId) {
        return PlainSql.rows(RollupStatements.COUNTED, runId)
                .map(rows -> rows.stream().map(RollupStore::value).toList());
    }

    /// The ids of the series, which are made where they are not there, and kept from others until the transaction ends.
    Uni<Map<SeriesName, Long>> series(Collection<SeriesName> names) {
        return PlainSql.rows(RollupStatements.SERIES, json(names))
                .map(rows -> rows.stream().collect(toMap(row -> seriesName(row, 1), row -> (Long) row[0])));
    }

    /// Those that are there.
    Uni<Map<Bucket, Rollup>> read(Collection<Bucket> buckets) {
        return PlainSql.rows(RollupStatements.READ, json(keys(buckets))).map(RollupStore::rollups);
    }

    /// The rollups of the days within the buckets, oldest first.
    Uni<Map<Bucket, Rollup>> daysIn(Collection<Bucket> buckets) {
        return PlainSql.rows(RollupStatements.DAYS, json(stretches(buckets))).map(RollupStore::rollups);
    }

    /// All values within the buckets, by series, oldest first.
    Uni<Map<Long, List<Located>>> valuesIn(Collection<Bucket> buckets) {
        return PlainSql.rows(RollupStatements.VALUES, json(stretches(buckets))).map(rows -> {
            var values = new HashMap<Long, List<Located>>();
            rows.forEach(row -> values.computeIfAbsent((Long) row[0], _ -> new ArrayList<>())
                    .add(new Located((Long) row[0], instant(row[1]), (Double) row[2])));
            return values;
        });
    }

    /// The next values of a series, oldest first; none where it has no more.
    Uni<List<Located>> valuesFrom(long seriesId, Place place) {
        return PlainSql.rows(RollupStatements.VALUES_FROM, seriesId, utc(place.at), place.runId)
                .map(rows -> rows.stream()
                        .map(row ->
                                new Located(seriesId, place.moveTo(instant(row[0]), (Long) row[1]), (Double) row[2]))
                        .toList());
    }

    /// Removes what begins then or later.
    Uni<Void> removeFrom(long seriesId, Instant start) {
        return PlainSql.update(RollupStatements.REMOVE_FROM, seriesId, utc(start))
                .replaceWithVoid();
    }

    /// Empty ones are removed.
    Uni<Void> write(Map<Bucket, Rollup> rollups) {
        var rows = new ArrayList<Row>();
        var empty = new ArrayList<Bucket>();
        rollups.forEach((bucket, rollup) -> {
            if (rollup.count() > 0) {
                rows.add(Row.of(bucket, rollup));
            } else {
                empty.add(bucket);
            }
        });
        return update(RollupStatements.WRITE, rows).chain(() -> update(RollupStatements.REMOVE, keys(empty)));
    }

    private Uni<Void> update(String statement, List<?> items) {
        return items.isEmpty()
                ? Uni.createFrom().voidItem()
                : PlainSql.update(statement, json(items)).replaceWithVoid();
    }

    private static List<Key> keys(Collection<Bucket> buckets) {
        return buckets.stream()
                .map(bucket -> new Key(bucket.seriesId(), bucket.period(), bucket.start()))
                .toList();
    }

    private static List<Stretch> stretches(Collection<Bucket> buckets) {
        return buckets.stream()
                .map(bucket -> new Stretch(bucket.seriesId(), bucket.start(), bucket.end()))
                .toList();
    }

    private static Map<Bucket, Rollup> rollups(List<Object[]> rows) {
        var rollups = new LinkedHashMap<Bucket, Rollup>();
        rows.forEach(row -> rollups.put(
                new Bucket((Long) row[0], period((String) row[1]), instant(row[2])),
                new Rollup(moments(row), Quantiles.of(HexFormat.of().parseHex((String) row[11])))));
        return rollups;
    }

    private static Moments moments(Object[] row) {
        return new Moments(
                (Long) row[3],
                (Double) row[4],
                (Double) row[5],
                (Double) row[6],
                (Double) row[7],
                (Double) row[8],
                (Double) row[9],
                (Double) row[10]);
    }

    private static Value value(Object[] row) {
        return new Value(seriesName(row, 0), instant(row[4]), (Double) row[5]);
    }

    private static SeriesName seriesName(Object[] row, int first) {
        return new SeriesName(
                (Long) row[first], (String) row[first + 1], (String) row[first + 2], (String) row[first + 3]);
    }

    private static Period period(String id) {
        return Period.valueOf(id.toUpperCase(Locale.ROOT));
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(Object column) {
        return ((OffsetDateTime) column).toInstant();
    }

    private String json(Collection<?> items) {
        try {
            return mapper.writeValueAsString(items);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException("What was read can be written", unwritable);
        }
    }
}
