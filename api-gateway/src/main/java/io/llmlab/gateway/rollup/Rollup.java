package io.llmlab.gateway.rollup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is known of the values of one series in one period.
final class Rollup {

    private @Nullable Moments moments;
    private final Quantiles quantiles;

    Rollup() {
        this.quantiles = Quantiles.none();
    }

    Rollup(Moments moments, Quantiles quantiles) {
        this.moments = moments;
        this.quantiles = quantiles;
    }

    void add(Instant at, double value) {
        add(Moments.of(at, value));
        quantiles.add(value);
    }

    void add(Rollup other) {
        if (other.moments != null) {
            add(other.moments);
            quantiles.add(other.quantiles);
        }
    }

    private void add(Moments more) {
        moments = moments == null ? more : moments.plus(more);
    }

    long count() {
        return moments == null ? 0 : moments.count();
    }

    /// @throws IllegalStateException where there are no values
    Moments moments() {
        if (moments == null) {
            throw new IllegalStateException("There are no values");
        }
        return moments;
    }

    Quantiles quantiles() {
        return quantiles;
    }
}
