package io.llmlab.gateway.limit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A token bucket for each of many callers, kept as one number each: the time at which it is full again (the generic
/// cell rate algorithm, ITU-T I.371). Whoever was not seen for longest is forgotten first, so that the memory is
/// bounded whatever callers there are.
final class Bucket {

    private final long interval;
    private final long tolerance;
    private final Map<String, Long> fullAt;

    /// @param rate tokens a second that come back
    /// @param burst tokens that fit in
    /// @param most callers that are remembered
    Bucket(double rate, int burst, int most) {
        this.interval = (long) (TimeUnit.SECONDS.toNanos(1) / rate);
        this.tolerance = interval * (burst - 1);
        this.fullAt = new LinkedHashMap<>(16, .75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                return size() > most;
            }
        };
    }

    /// Takes a token, or none.
    ///
    /// @param now in nanoseconds, from any beginning
    /// @return zero, or how long until there is one
    synchronized Duration take(String caller, long now) {
        var full = fullAt.get(caller);
        var from = full == null || full - now < 0 ? now : full;
        var early = from - now - tolerance;
        if (early > 0) {
            return Duration.ofNanos(early);
        }
        fullAt.put(caller, from + interval);
        return Duration.ZERO;
    }

    synchronized int remembered() {
        return fullAt.size();
    }
}
