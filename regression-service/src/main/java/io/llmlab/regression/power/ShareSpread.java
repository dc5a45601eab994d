package io.llmlab.regression.power;

import java.util.Arrays;

/// How much runs' shares differ beyond what their items make.
final class ShareSpread {

    /// How many runs the usual spread is worth.
    private static final double PRIOR_RUNS = 4;

    /// How much a model's accuracy usually moves between runs, in logits.
    private static final double USUAL_LOGIT_SPREAD = .1;

    private ShareSpread() {}

    /// The spread that is usual for a share, as a standard deviation.
    static double usual(double share) {
        return USUAL_LOGIT_SPREAD * share * (1 - share);
    }

    /// The standard deviation that these shares show. As the engine takes it: few runs that lie close together
    /// by chance do not show that there is no spread.
    ///
    /// @param share the usual one
    /// @param sampling variance of a run that drawing its items makes
    static double of(double[] shares, double share, double sampling) {
        var mean = Arrays.stream(shares).average().orElse(share);
        var squares =
                Arrays.stream(shares).map(one -> (one - mean) * (one - mean)).sum();
        var expected = sampling + Math.pow(usual(share), 2);
        var variance = (PRIOR_RUNS * expected + squares) / (PRIOR_RUNS + Math.max(0, shares.length - 1));
        return Math.sqrt(Math.max(0, variance - sampling));
    }
}
