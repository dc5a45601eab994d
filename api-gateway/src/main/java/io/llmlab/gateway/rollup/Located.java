package io.llmlab.gateway.rollup;

import java.time.Instant;
import java.util.Map;

/// A value of a series that has its id.
record Located(long seriesId, Instant at, double value) {

    Bucket bucket(Period period) {
        return Bucket.of(seriesId, period, at);
    }

    void addTo(Map<Bucket, Rollup> rollups) {
        for (var period : Period.values()) {
            rollups.computeIfAbsent(bucket(period), _ -> new Rollup()).add(at, value);
        }
    }
}
