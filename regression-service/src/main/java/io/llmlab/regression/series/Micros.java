package io.llmlab.regression.series;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Times as microseconds since 1970: what Postgres keeps, and what plain SQL hands over without loss.
public final class Micros {

    private Micros() {}

    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
