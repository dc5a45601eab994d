package io.llmlab.gateway.rollup;

import java.time.Instant;

/// One period of one series.
record Bucket(long seriesId, Period period, Instant start) {

    static Bucket of(long seriesId, Period period, Instant at) {
        return new Bucket(seriesId, period, period.startOf(at));
    }

    Instant end() {
        return period.endOf(start);
    }
}
