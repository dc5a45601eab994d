package io.llmlab.gateway.rollup;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.HexFormat;

/// A rollup as its table has it.
///
/// @param p25 the percentiles, so that reading needs no sketch
/// @param sketch in hexadecimal digits
@RegisterForReflection
record Row(
        long seriesId,
        Period periodType,
        Instant periodStart,
        long count,
        double mean,
        double min,
        double max,
        double squares,
        double timeMean,
        double timeSquares,
        double products,
        double p25,
        double p50,
        double p75,
        double p95,
        String sketch) {

    static Row of(Bucket bucket, Rollup rollup) {
        var moments = rollup.moments();
        var quantiles = rollup.quantiles();
        return new Row(
                bucket.seriesId(),
                bucket.period(),
                bucket.start(),
                moments.count(),
                moments.mean(),
                moments.min(),
                moments.max(),
                moments.squares(),
                moments.timeMean(),
                moments.timeSquares(),
                moments.products(),
                quantiles.at(.25),
                quantiles.at(.5),
                quantiles.at(.75),
                quantiles.at(.95),
                HexFormat.of().formatHex(quantiles.bytes()));
    }
}
