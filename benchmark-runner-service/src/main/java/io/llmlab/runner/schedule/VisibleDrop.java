package io.llmlab.runner.schedule;

import org.jspecify.annotations.Nullable;

/// The smallest drop of accuracy that two runs on the same items show.
///
/// McNemar's test looks at the items that were answered differently. Of `n` items a share `d` does; a drop of `x`
/// is seen with power 1 - b at error a, one-sided, from `x = (z_a sqrt(d) + z_b sqrt(d - x^2)) / sqrt(n)` on.
/// Source: R. J. Connor, "Sample size for testing differences in proportions for the paired-sample design",
/// Biometrics 43 (1987).
///
/// The error is what the detection spends on a look (.001), the power .8, and of the items a tenth is answered
/// differently by two runs of one model at usual temperatures. A series with many runs behind it sees less.
final class VisibleDrop {

    /// Standard normal quantiles of .999 and .8.
    private static final double Z_ERROR = 3.090232306167813;

    private static final double Z_POWER = 0.8416212335729143;
    private static final double DIFFERING = .1;

    private VisibleDrop() {}

    /// @param items asked, 1 or more
    /// @return a difference of shares, 0 to 1; null where a drop would need more differing items than there are
    static @Nullable Double of(int items) {
        // More items must differ than drop: a larger drop makes items differ that did not before.
        var drop = 0.0;
        for (var step = 0; step < 50; step++) {
            var differing = Math.max(DIFFERING, drop);
            var rest = Math.max(0, differing - drop * drop);
            drop = (Z_ERROR * Math.sqrt(differing) + Z_POWER * Math.sqrt(rest)) / Math.sqrt(items);
        }
        return drop >= 1 ? null : Double.valueOf(Math.ceil(drop * 1000) / 1000);
    }
}
