package io.llmlab.regression.detect.segment;

import java.util.ArrayList;

/// The places that divide a series best under a penalty: what may be a change. Whether it is one is judged later.
final class Candidates {

    /// Points beyond which not every place is tried; see [#coarse].
    private static final int EXACT = 1_000;

    private Candidates() {}

    /// The first place of each stretch but the first, ascending.
    ///
    /// @param penalty cost of a further stretch, in long-run noise variances
    static int[] of(RunningSums sums, double penalty) {
        var places = OptimalPartition.of(coarse(sums), penalty, Segmenter.SLOPE_PENALTY);
        var step = step(sums);
        return step == 1 ? places : refined(sums, places, step);
    }

    /// What is searched: long series in means of neighbouring points, so that a regime shorter than three of these is
    /// not seen.
    static RunningSums coarse(RunningSums sums) {
        var step = step(sums);
        if (step == 1) {
            return sums;
        }
        var means = new double[sums.size() / step];
        for (int i = 0; i < means.length; i++) {
            means[i] = sums.mean(i * step, (i + 1) * step) * Math.sqrt(step);
        }
        return new RunningSums(means);
    }

    private static int step(RunningSums sums) {
        return (sums.size() + EXACT - 1) / EXACT;
    }

    /// Each place of the coarse search moved to the best one nearby.
    private static int[] refined(RunningSums sums, int[] coarse, int step) {
        var places = new ArrayList<Integer>();
        for (int i = 0; i < coarse.length; i++) {
            var from = i == 0 ? 0 : places.get(i - 1);
            var to = i == coarse.length - 1 ? sums.size() : coarse[i + 1] * step;
            var least = Double.POSITIVE_INFINITY;
            var best = coarse[i] * step;
            for (int at = Math.max(from + 3, best - step); at <= Math.min(to - 3, coarse[i] * step + step); at++) {
                var residual = Stretch.of(sums, from, at, Segmenter.SLOPE_PENALTY)
                                .residual()
                        + Stretch.of(sums, at, to, Segmenter.SLOPE_PENALTY).residual();
                if (residual < least) {
                    least = residual;
                    best = at;
                }
            }
            places.add(best);
        }
        return places.stream().mapToInt(Integer::intValue).toArray();
    }
}
