package io.llmlab.regression.detect;

/// Runs that are compared as one, on the scale of their family.
///
/// @param runs 1 or more
/// @param mean of their places
/// @param variance of a single run: what its samples make, plus by how much runs differ beyond that
record RunGroup(int runs, double mean, double variance) {

    /// @param places one or more
    /// @param sampling variance that the samples of one run make, on average; 0 where it is not known
    static RunGroup of(double[] places, double sampling) {
        var betweenRuns = Math.max(0, Numbers.variance(places) - sampling);
        return new RunGroup(places.length, Numbers.mean(places), sampling + betweenRuns);
    }

    /// A single run has no spread of its own: it is taken to vary as others do.
    RunGroup varyingAs(RunGroup others) {
        return runs > 1 ? this : new RunGroup(runs, mean, Math.max(variance, others.variance));
    }

    double squaredErrorOfMean() {
        return variance / runs;
    }
}
