package io.llmlab.regression.detect.segment;

/// The places at which a change fits nearly as well as at the best one.
///
/// Those whose residual sum of squares exceeds the least by no more than [#REACH] long-run noise variances: an
/// approximate 95 % likelihood set. Source: D. Siegmund, "Confidence sets in change-point problems", International
/// Statistical Review 56 (1988).
///
/// @param earliest first place
/// @param latest last place
record Location(int earliest, int latest) {

    private static final double REACH = 7;

    static Location around(RunningSums sums, int from, int place, int to, double correlation) {
        var freedom = Math.max(1, to - from - 2);
        var best = residual(sums, from, place, to);
        var variance = best / freedom * (1 + correlation) / (1 - correlation);
        var most = best + REACH * variance;
        var earliest = place;
        var latest = place;
        for (int at = from + OptimalPartition.LEAST_POINTS; at <= to - OptimalPartition.LEAST_POINTS; at++) {
            if (residual(sums, from, at, to) <= most) {
                earliest = Math.min(earliest, at);
                latest = Math.max(latest, at);
            }
        }
        return new Location(earliest, latest);
    }

    private static double residual(RunningSums sums, int from, int at, int to) {
        return Stretch.of(sums, from, at, Segmenter.SLOPE_PENALTY).residual()
                + Stretch.of(sums, at, to, Segmenter.SLOPE_PENALTY).residual();
    }
}
