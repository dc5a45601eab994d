package io.llmlab.regression.detect.simulation;

/// How often something happened.
///
/// @param hits how many times
/// @param of how many times it could have happened, 0 or more
public record Rate(long hits, long of) {

    static final Rate NONE = new Rate(0, 0);

    static Rate ofOne(boolean hit) {
        return new Rate(hit ? 1 : 0, 1);
    }

    Rate plus(Rate other) {
        return new Rate(hits + other.hits, of + other.of);
    }

    /// 0 to 1; not a number where nothing was counted.
    public double value() {
        return (double) hits / of;
    }

    public double percent() {
        return 100 * value();
    }

    public double perThousand() {
        return 1_000 * value();
    }

    /// Standard error of [#value], as for independent trials.
    public double error() {
        return Math.sqrt(value() * (1 - value()) / of);
    }
}
