package io.llmlab.gateway.rollup;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Works periods out again after a run's values have changed.
///
/// @param before the values that were counted
/// @param after the values that count now
record Recount(List<Located> before, List<Located> after) {

    /// Worked out from values.
    static final List<Period> FINE = List.of(Period.HOUR, Period.DAY);

    /// Worked out from days.
    static final List<Period> COARSE = List.of(Period.WEEK, Period.MONTH);

    /// Each from its values, but for those whose values are no longer all here: these stay as they are.
    ///
    /// @param stored as the periods were until now
    /// @param values all of the days, those of the run as they are now
    Map<Bucket, Rollup> of(Collection<Bucket> buckets, Map<Bucket, Rollup> stored, Map<Long, List<Located>> values) {
        var worked = worked(buckets, values);
        var gone = counts(before);
        var come = counts(after);
        worked.entrySet().removeIf(one -> {
            var expected =
                    one.getValue().count() - come.getOrDefault(one.getKey(), 0L) + gone.getOrDefault(one.getKey(), 0L);
            return expected != countOf(stored, one.getKey());
        });
        return worked;
    }

    private static Map<Bucket, Rollup> worked(Collection<Bucket> buckets, Map<Long, List<Located>> values) {
        var worked = new LinkedHashMap<Bucket, Rollup>();
        buckets.forEach(bucket -> worked.put(bucket, new Rollup()));
        values.values().stream()
                .flatMap(List::stream)
                .forEach(value -> FINE.forEach(period -> {
                    var rollup = worked.get(value.bucket(period));
                    if (rollup != null) {
                        rollup.add(value.at(), value.value());
                    }
                }));
        return worked;
    }

    private static Map<Bucket, Long> counts(List<Located> values) {
        return values.stream()
                .flatMap(value -> FINE.stream().map(value::bucket))
                .collect(groupingBy(bucket -> bucket, counting()));
    }

    /// Each from its days.
    static Map<Bucket, Rollup> merged(Collection<Bucket> buckets, Map<Bucket, Rollup> days) {
        var merged = new LinkedHashMap<Bucket, Rollup>();
        buckets.forEach(bucket -> merged.put(bucket, new Rollup()));
        days.forEach((day, values) -> COARSE.forEach(period -> {
            var rollup = merged.get(Bucket.of(day.seriesId(), period, day.start()));
            if (rollup != null) {
                rollup.add(values);
            }
        }));
        return merged;
    }

    private static long countOf(Map<Bucket, Rollup> stored, Bucket bucket) {
        var rollup = stored.get(bucket);
        return rollup == null ? 0 : rollup.count();
    }
}
