package io.llmlab.regression.detect.classic;

import org.apache.commons.math3.special.Beta;

/// How unlikely it is that chance alone spreads so few events over two stretches of a series as it did: failures of a
/// model that hardly ever fails, or right answers of one that hardly knows any.
///
/// Averages of a handful of events follow no normal law, and where most runs have none, nothing seems to vary. Given
/// how many events both stretches have together, each falls into the newer one with the chance that its share of the
/// samples makes: a binomial tail. It is exact for rare events; those of a share p vary less by 1 - p, and where their
/// numbers vary more from run to run than chance lets them, by so much more. Events and samples are divided by that
/// (design effect), which comes close to the hypergeometric tail of Fisher's test.
///
/// Source: J. Przyborowski, H. Wilenski, "Homogeneity of results in testing samples from Poisson series", Biometrika 31
/// (1940); J. N. K. Rao, A. J. Scott, "A simple method for the analysis of clustered binary data", Biometrics 48
/// (1992).
public final class RareCounts {

    private final double[] samples;
    private final double[] hits;
    private final double[] squares;

    /// @param shares of each run, 0 to 1
    /// @param counted samples of each run, 1 or more
    public RareCounts(double[] shares, int[] counted) {
        var n = shares.length;
        samples = new double[n + 1];
        hits = new double[n + 1];
        squares = new double[n + 1];
        for (int i = 0; i < n; i++) {
            var run = shares[i] * counted[i];
            samples[i + 1] = samples[i] + counted[i];
            hits[i + 1] = hits[i] + run;
            squares[i + 1] = squares[i] + run * run / counted[i];
        }
    }

    /// Two stretches that are compared: [from, until) and, at its end or later, [since, to).
    public record Pair(int from, int until, int since, int to) {

        /// Neighbours.
        public static Pair at(int from, int place, int to) {
            return new Pair(from, place, place, to);
        }
    }

    /// Chances of so few and of so many hits in the newer stretch without a change.
    public record Tails(double fewer, double more) {

        public double twoSided() {
            return Math.min(1, 2 * Math.min(fewer, more));
        }
    }

    /// Events a run, of the kind that is rarer: hits or misses.
    public double perRun(Pair pair) {
        var runs = pair.until() - pair.from() + pair.to() - pair.since();
        return Math.min(hits(pair), samples(pair) - hits(pair)) / runs;
    }

    public Tails tails(Pair pair) {
        var excess = designEffect(pair) * (1 - perSample(pair));
        var share = (samples[pair.to()] - samples[pair.since()]) / samples(pair);
        var areHits = 2 * hits(pair) <= samples(pair);
        var before = events(pair.from(), pair.until(), areHits) / excess;
        var after = events(pair.since(), pair.to(), areHits) / excess;
        var more = tail(share, after, before);
        var fewer = tail(1 - share, before, after);
        return areHits ? new Tails(fewer, more) : new Tails(more, fewer);
    }

    /// The share of the rarer kind.
    private double perSample(Pair pair) {
        return Math.min(hits(pair), samples(pair) - hits(pair)) / samples(pair);
    }

    /// Chance that at least so many events fall where each does with this chance.
    private static double tail(double chance, double here, double elsewhere) {
        return here <= 0 ? 1 : Beta.regularizedBeta(chance, here, elsewhere + 1);
    }

    /// Pearson's chi-squared over its degrees of freedom, within the stretches; 1 or more.
    private double designEffect(Pair pair) {
        var before = scatter(pair.from(), pair.until());
        var after = scatter(pair.since(), pair.to());
        var freedom =
                (before > 0 ? pair.until() - pair.from() - 1 : 0) + (after > 0 ? pair.to() - pair.since() - 1 : 0);
        return freedom < 1 ? 1 : Math.max(1, (before + after) / freedom);
    }

    /// Pearson's chi-squared of runs around their common share; 0 where that is 0 or 1.
    private double scatter(int from, int to) {
        var share = events(from, to, true) / (samples[to] - samples[from]);
        var variance = share * (1 - share);
        var around = squares[to] - squares[from] - events(from, to, true) * share;
        return variance <= 0 ? 0 : Math.max(0, around) / variance;
    }

    private double events(int from, int to, boolean areHits) {
        var right = hits[to] - hits[from];
        return areHits ? right : samples[to] - samples[from] - right;
    }

    private double hits(Pair pair) {
        return events(pair.from(), pair.until(), true) + events(pair.since(), pair.to(), true);
    }

    private double samples(Pair pair) {
        return samples[pair.until()] - samples[pair.from()] + samples[pair.to()] - samples[pair.since()];
    }
}
