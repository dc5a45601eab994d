package io.llmlab.local.replay;

import java.util.function.LongSupplier;

/// Lets a number of requests a second pass; the rest hears when to come again.
final class TokenBucket {

    private static final double NANOS = 1e9;

    private final LongSupplier nanoTime;
    private double tokens;
    private double capacity;
    private long filledAt;

    /// @param nanoTime a clock as `System.nanoTime`
    TokenBucket(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.filledAt = nanoTime.getAsLong();
    }

    /// Seconds to wait before the next try, 0 if this one may pass.
    ///
    /// @param perSecond the limit, over 0; may change between calls
    synchronized long take(double perSecond) {
        fill(perSecond);
        if (tokens >= 1) {
            tokens--;
            return 0;
        }
        return Math.max(1, (long) Math.ceil((1 - tokens) / perSecond));
    }

    private void fill(double perSecond) {
        var now = nanoTime.getAsLong();
        var wanted = Math.max(1, perSecond);
        if (capacity != wanted) {
            capacity = wanted;
            tokens = wanted;
        }
        tokens = Math.min(capacity, tokens + (now - filledAt) / NANOS * perSecond);
        filledAt = now;
    }
}
