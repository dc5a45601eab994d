package io.llmlab.regression.detect;

/// The conformal rank of the newest run: the share of runs, itself among them, that are at least as low or as high. It
/// assumes no more of the noise than that runs without a change can be exchanged.
///
/// Source: V. Vovk, A. Gammerman, G. Shafer, "Algorithmic Learning in a Random World" (2005).
///
/// @param below share of runs at most as high
/// @param above share of runs at least as high
/// @param runs how many, the newest among them
record Rank(double below, double above, int runs) {

    /// @param values the newest last; one or more
    static Rank ofNewest(double[] values) {
        var newest = values[values.length - 1];
        var lower = 0;
        var higher = 0;
        for (var value : values) {
            lower += value <= newest ? 1 : 0;
            higher += value >= newest ? 1 : 0;
        }
        return new Rank((double) lower / values.length, (double) higher / values.length, values.length);
    }

    double harm(Direction direction) {
        return Chances.of(below, above, direction).harm();
    }

    /// What [#harm] cannot fall below with so few runs.
    double smallest(Direction direction) {
        return Chances.of(1.0 / runs, 1, direction).harm();
    }
}
