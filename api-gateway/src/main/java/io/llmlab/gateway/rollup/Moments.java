package io.llmlab.gateway.rollup;

import java.time.Instant;

/// Count, mean and spread of some values, and how they go with time, in a form that can be merged: no value is needed
/// again, and no sum of squares loses the difference between large numbers.
///
/// Source: T. Chan, G. Golub, R. LeVeque, "Algorithms for computing the sample variance", The American Statistician 37
/// (1983), formula 2.1; for the products P. Pébay, "Formulas for robust, one-pass parallel computation of covariances
/// and arbitrary-order statistical moments", Sandia report SAND2008-6212 (2008), formula 3.11.
///
/// @param count at least 1
/// @param squares sum of the squared differences from the mean
/// @param timeMean mean of the times, in seconds since 1970
/// @param timeSquares sum of the squared differences from it
/// @param products sum of the products of both differences
public record Moments(
        long count,
        double mean,
        double min,
        double max,
        double squares,
        double timeMean,
        double timeSquares,
        double products) {

    private static final double NANOS = 1e9;

    static Moments of(Instant at, double value) {
        var seconds = at.getEpochSecond() + at.getNano() / NANOS;
        return new Moments(1, value, value, value, 0, seconds, 0, 0);
    }

    Moments plus(Moments other) {
        var both = count + other.count;
        var share = (double) other.count / both;
        var weight = count * share;
        var apart = other.mean - mean;
        var timeApart = other.timeMean - timeMean;
        return new Moments(
                both,
                mean + apart * share,
                Math.min(min, other.min),
                Math.max(max, other.max),
                squares + other.squares + apart * apart * weight,
                timeMean + timeApart * share,
                timeSquares + other.timeSquares + timeApart * timeApart * weight,
                products + other.products + apart * timeApart * weight);
    }

    /// The standard deviation of a sample (divided by one less than the count); not a number for a single value, which
    /// has none.
    public double deviation() {
        return count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1));
    }
}
