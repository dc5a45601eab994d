package io.llmlab.regression.detect;

import io.llmlab.regression.detect.classic.MannWhitney;
import io.llmlab.regression.detect.scale.Observations;
import io.llmlab.regression.detect.scale.Scale;
import java.util.Arrays;

/// One window of the newest runs against the baseline: Welch's test on the scale of the family, and Mann and
/// Whitney's beside it.
///
/// @param runs of the window
/// @param before runs of the baseline
/// @param baseline their level, in the metric's unit
/// @param current level of the window, in the metric's unit
/// @param baselineStd by how much single runs of the baseline differ, in the metric's unit
/// @param recentStd by how much those of the window do; 0 for a single one
/// @param scale of the metric's family
/// @param usual the runs of the baseline on it
record ComparedWindow(
        int runs,
        int before,
        double baseline,
        double current,
        double baselineStd,
        double recentStd,
        Scale scale,
        RunGroup usual,
        StudentT welch,
        MannWhitney ranks) {

    /// @param until index of the first run that is no part of the baseline, 2 or more
    /// @param from index of the window's first run, `until` or more
    /// @param samplingError standard error of one run that its samples make, in the metric's unit, where the
    ///     numbers of samples do not say it; 0 where it is not known
    static ComparedWindow of(Observations stretch, int until, int from, double samplingError) {
        var scale = stretch.scale();
        var before = part(stretch, 0, until);
        var after = part(stretch, from, stretch.length());
        var level = scale.back(Numbers.mean(shown(scale, before)));
        var usual = group(before, scale, level, samplingError);
        return new ComparedWindow(
                after.length(),
                before.length(),
                level,
                scale.back(Numbers.mean(shown(scale, after))),
                Math.sqrt(Numbers.variance(before.values())),
                Math.sqrt(Numbers.variance(after.values())),
                scale,
                usual,
                StudentT.welch(usual, group(after, scale, level, samplingError)),
                MannWhitney.of(before.values(), after.values()));
    }

    /// The larger p-value of both tests, where the ranks of so few runs can be as unlikely as `reachable` at
    /// all; else Welch's.
    ///
    /// @param reachable the largest p-value that is a change by itself
    double chance(Side side, double reachable) {
        var ofMeans = side.chance(welch);
        return side.smallest(ranks) <= reachable ? Math.max(ofMeans, side.chance(ranks)) : ofMeans;
    }

    /// By how much the window differs from the baseline: the interval of Welch's test.
    Interval difference() {
        return Interval.around(scale, baseline, current, welch.error(), welch.degreesOfFreedom());
    }

    private static Observations part(Observations stretch, int from, int until) {
        return new Observations(
                Arrays.copyOfRange(stretch.values(), from, until),
                Arrays.copyOfRange(stretch.samples(), from, until),
                stretch.family());
    }

    private static RunGroup group(Observations part, Scale scale, double level, double samplingError) {
        var known = Arrays.stream(part.samples())
                .mapToDouble(scale::samplingVariance)
                .average()
                .orElseThrow();
        return RunGroup.of(part.on(scale), known > 0 ? known : Numbers.square(scale.errorOf(level, samplingError)));
    }

    /// Levels are shown without the correction for the number of samples: the level of equal shares is that
    /// share.
    private static double[] shown(Scale scale, Observations part) {
        return Arrays.stream(part.values()).map(value -> scale.of(value, 0)).toArray();
    }
}
