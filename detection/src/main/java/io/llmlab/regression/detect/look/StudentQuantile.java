package io.llmlab.regression.detect.look;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.special.Erf;

/// Quantiles of Student's t distribution, several times as quick as a search through its distribution function, which
/// looks at every run cannot afford.
///
/// An expansion by Cornish and Fisher, then one step of Newton's on the distribution function: the difference to the
/// search is below one part in a billion. Source: G. W. Hill, "Algorithm 396: Student's t-quantiles", Communications of
/// the ACM 13 (1970).
public final class StudentQuantile {

    /// With fewer the expansion is too rough to begin from.
    private static final double LEAST_FREEDOM = 2.5;

    private StudentQuantile() {}

    /// @param chance above 0 and below 1
    /// @param freedom above 0, may be infinite
    /// @return where the distribution function has reached the chance
    public static double of(double chance, double freedom) {
        if (Double.isInfinite(freedom)) {
            return normal(chance);
        }
        var distribution = new TDistribution(null, freedom);
        if (freedom < LEAST_FREEDOM) {
            return distribution.inverseCumulativeProbability(chance);
        }
        var tail = Math.min(chance, 1 - chance);
        var below = -expanded(2 * tail, freedom);
        below -= (distribution.cumulativeProbability(below) - tail) / distribution.density(below);
        return chance <= .5 ? below : -below;
    }

    private static double normal(double chance) {
        return Math.sqrt(2) * Erf.erfInv(2 * chance - 1);
    }

    /// @param bothTails above 0, at most 1
    /// @return 0 or more
    private static double expanded(double bothTails, double n) {
        var a = 1 / (n - .5);
        var b = 48 / (a * a);
        var c = ((20700 * a / b - 98) * a - 16) * a + 96.36;
        var d = ((94.5 / (b + c) - 3) / b + 1) * Math.sqrt(a * Math.PI / 2) * n;
        var y = Math.pow(d * bothTails, 2 / n);
        return Math.sqrt(n * (y > .05 + a ? nearTheMiddle(bothTails, n, a, b, c, d) : farOut(y, n, d)));
    }

    private static double nearTheMiddle(double bothTails, double n, double a, double b, double c, double d) {
        var x = normal(bothTails / 2);
        var y = x * x;
        var e = n < 5 ? c + .3 * (n - 4.5) * (x + .6) : c;
        e += (((.05 * d * x - 5) * x - 7) * x - 2) * x + b;
        y = (((((.4 * y + 6.3) * y + 36) * y + 94.5) / e - y - 3) / b + 1) * x;
        return Math.expm1(a * y * y);
    }

    private static double farOut(double y, double n, double d) {
        return ((1 / (((n + 6) / (n * y) - .089 * d - .822) * (n + 2) * 3) + .5 / (n + 4)) * y - 1) * (n + 1) / (n + 2)
                + 1 / y;
    }
}
