package io.llmlab.regression.detect.paired;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.function.IntPredicate;

/// What is known of units: items, or clusters of them; the scores of each in the runs before, and in the newest. Of a
/// cluster they are the sums over its items.
///
/// A look asks a thousand units the same few things after every run. They lie column by column, without an object each,
/// and are looked at in loops, which takes a tenth of what objects and streams do.
final class Answers {

    private final long[] keys;
    private final int[] items;
    private final double[][] before;
    private final double[] now;
    private final int[] runs;
    private final double[] sums;
    private final double[] overall;
    private final double[] lowest;
    private final double[] highest;
    private final double[] variances;

    /// @param keys of the units
    /// @param items how many each is of
    /// @param before by run, then by unit; not a number where the run did not answer it
    /// @param now by unit
    private Answers(long[] keys, int[] items, double[][] before, double[] now) {
        this.keys = keys;
        this.items = items;
        this.before = before;
        this.now = now;
        this.runs = new int[keys.length];
        this.sums = new double[keys.length];
        this.overall = new double[keys.length];
        this.lowest = filled(keys.length, Double.POSITIVE_INFINITY);
        this.highest = filled(keys.length, Double.NEGATIVE_INFINITY);
        this.variances = new double[keys.length];
        add();
        vary();
    }

    /// Each item of the newest run that some run before answered too.
    static Answers of(ItemHistory history) {
        var newest = history.newest();
        var before = history.before().stream()
                .map(run -> run.scoresOf(newest.keys()))
                .toArray(double[][]::new);
        var items = new int[newest.items()];
        Arrays.fill(items, 1);
        return new Answers(newest.keys(), items, before, newest.scores()).known();
    }

    private void add() {
        for (var run : before) {
            for (var unit = 0; unit < run.length; unit++) {
                if (isKnown(run[unit])) {
                    add(unit, run[unit]);
                }
            }
        }
    }

    private void add(int unit, double score) {
        sums[unit] += score;
        runs[unit]++;
        if (score < lowest[unit]) {
            lowest[unit] = score;
        }
        if (score > highest[unit]) {
            highest[unit] = score;
        }
    }

    private void vary() {
        for (var unit = 0; unit < now.length; unit++) {
            overall[unit] = (sums[unit] + now[unit]) / (runs[unit] + 1);
        }
        for (var run : before) {
            for (var unit = 0; unit < run.length; unit++) {
                if (isKnown(run[unit])) {
                    var beyond = run[unit] - overall[unit];
                    variances[unit] += beyond * beyond;
                }
            }
        }
        for (var unit = 0; unit < now.length; unit++) {
            var beyond = now[unit] - overall[unit];
            variances[unit] = (variances[unit] + beyond * beyond) / (runs[unit] + 1);
        }
    }

    private static double[] filled(int size, double value) {
        var all = new double[size];
        Arrays.fill(all, value);
        return all;
    }

    private static boolean isKnown(double score) {
        return !Double.isNaN(score);
    }

    private Answers known() {
        var known = those(unit -> runs[unit] > 0);
        return known.length == keys.length
                ? this
                : new Answers(
                        Arrays.stream(known).mapToLong(unit -> keys[unit]).toArray(),
                        Arrays.stream(known).map(unit -> items[unit]).toArray(),
                        Arrays.stream(before).map(run -> chosen(run, known)).toArray(double[][]::new),
                        chosen(now, known));
    }

    private static double[] chosen(double[] values, int[] places) {
        return Arrays.stream(places).mapToDouble(place -> values[place]).toArray();
    }

    /// Sums over the items of each cluster. Runs can be exchanged in a cluster only if all of them answered the same of
    /// its items, so that those are left out which one of them did not.
    ///
    /// @param newest the newest run, which tells what belongs together
    Answers clustered(ItemScores newest) {
        var complete = those(this::isComplete);
        var places = new LinkedHashMap<Long, Integer>();
        var clusters = Arrays.stream(complete)
                .map(item -> places.computeIfAbsent(newest.clusterOf(keys[item]), _ -> places.size()))
                .toArray();
        return new Answers(
                places.keySet().stream().mapToLong(Long::longValue).toArray(),
                counted(clusters, places.size()),
                Arrays.stream(before)
                        .map(run -> added(chosen(run, complete), clusters, places.size()))
                        .toArray(double[][]::new),
                added(chosen(now, complete), clusters, places.size()));
    }

    private static int[] counted(int[] clusters, int size) {
        var counts = new int[size];
        for (var cluster : clusters) {
            counts[cluster]++;
        }
        return counts;
    }

    private static double[] added(double[] scores, int[] clusters, int size) {
        var sums = new double[size];
        for (var item = 0; item < scores.length; item++) {
            sums[clusters[item]] += scores[item];
        }
        return sums;
    }

    int size() {
        return keys.length;
    }

    /// How many runs before there are.
    int runsBefore() {
        return before.length;
    }

    /// The units of which this holds.
    int[] those(IntPredicate condition) {
        var found = new int[keys.length];
        var number = 0;
        for (var unit = 0; unit < keys.length; unit++) {
            if (condition.test(unit)) {
                found[number++] = unit;
            }
        }
        return Arrays.copyOf(found, number);
    }

    /// Of the item, or of the cluster.
    long key(int unit) {
        return keys[unit];
    }

    /// How many items it is of.
    int items(int unit) {
        return items[unit];
    }

    /// How many runs before answered it; 1 or more.
    int runs(int unit) {
        return runs[unit];
    }

    boolean isComplete(int unit) {
        return runs[unit] == before.length;
    }

    double before(int run, int unit) {
        return before[run][unit];
    }

    double now(int unit) {
        return now[unit];
    }

    /// All its scores in the order of the runs before, and the newest as the last.
    double[] scores(int unit) {
        var scores = new double[runs[unit] + 1];
        var known = 0;
        for (var run : before) {
            if (isKnown(run[unit])) {
                scores[known++] = run[unit];
            }
        }
        scores[known] = now[unit];
        return scores;
    }

    double usual(int unit) {
        return sums[unit] / runs[unit];
    }

    /// Mean of all its scores, the newest among them.
    double overall(int unit) {
        return overall[unit];
    }

    /// What the newest score would vary by if it were any one of all its scores.
    double variance(int unit) {
        return variances[unit];
    }

    /// Unbiased variance of its scores before; 0 where there is one.
    double varianceBefore(int unit) {
        if (runs[unit] < 2 || variances[unit] == 0) {
            return 0;
        }
        var squares = 0.0;
        for (var run : before) {
            if (isKnown(run[unit])) {
                var beyond = run[unit] - usual(unit);
                squares += beyond * beyond;
            }
        }
        return squares / (runs[unit] - 1);
    }

    /// Lower than it has ever been.
    boolean isLost(int unit) {
        return now[unit] < lowest[unit];
    }

    /// Higher than it has ever been.
    boolean isGained(int unit) {
        return now[unit] > highest[unit];
    }

    /// Whether each answer was right or wrong, so that sums are counts.
    boolean isCounted(int unit) {
        for (var run : before) {
            if (isKnown(run[unit]) && !isCount(run[unit], items[unit])) {
                return false;
            }
        }
        return isCount(now[unit], items[unit]);
    }

    private static boolean isCount(double score, int items) {
        return score >= 0 && score <= items && score == Math.rint(score);
    }
}
