package io.llmlab.gateway.rollup;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Works periods out again after a run's values have changed.
///
/// @param before the values that were counted
/// @param after the values that count now
record Recount(List<Located> before, List<Located> after) {

    /// Each from its values, but for those whose values are no longer all here: these stay as they are.
    ///
    /// @param stored as the periods were until now
    /// @param values all of the days, those of the run as they are now
    Map<Bucket, Rollup> of(Collection<Bucket> buckets, Map<Bucket, Rollup> stored, Map<Long, List<Located>> values) {
        var worked = new LinkedHashMap<Bucket, Rollup>();
        for (var bucket : buckets) {
            var rollup = new Rollup();
            values.getOrDefault(bucket.seriesId(), List.of()).stream()
                    .filter(value -> value.isIn(bucket))
                    .forEach(value -> rollup.add(value.at(), value.value()));
            if (expected(bucket, rollup.count()) == countOf(stored, bucket)) {
                worked.put(bucket, rollup);
            }
        }
        return worked;
    }

    /// Each from its days.
    static Map<Bucket, Rollup> merged(Collection<Bucket> buckets, Map<Bucket, Rollup> days) {
        var merged = new LinkedHashMap<Bucket, Rollup>();
        for (var bucket : buckets) {
            var rollup = new Rollup();
            days.forEach((day, values) -> {
                if (day.seriesId() == bucket.seriesId()
                        && Bucket.of(day.seriesId(), bucket.period(), day.start())
                                .equals(bucket)) {
                    rollup.add(values);
                }
            });
            merged.put(bucket, rollup);
        }
        return merged;
    }

    /// How many values the period had until now if none are missing.
    private long expected(Bucket bucket, long now) {
        return now - in(bucket, after) + in(bucket, before);
    }

    private static long in(Bucket bucket, List<Located> values) {
        return values.stream().filter(value -> value.isIn(bucket)).count();
    }

    private static long countOf(Map<Bucket, Rollup> stored, Bucket bucket) {
        var rollup = stored.get(bucket);
        return rollup == null ? 0 : rollup.count();
    }
}
