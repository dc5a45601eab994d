package io.llmlab.regression.detect.paired;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/// One look at the newest run, item by item: each item against what it scored in up to five runs before.
///
/// What makes items easy or hard is taken out, so that a far smaller change is seen than by the two averages,
/// and from the second run on. Items that belong together (questions on one text) stand or fall together:
/// they count as one piece of evidence. What remains is an item's own chance ([Exchange]), and the spread of
/// whole runs where the runs before show one ([RunSpread]); the latter widens the test (Student's t with
/// Satterthwaite's degrees of freedom).
public final class ItemLook {

    private static final NormalDistribution NORMAL = new NormalDistribution();
    private static final double INTERVAL = .975;

    private final List<Answers> items;
    private final int clusters;
    private final int runs;
    private final Exchange exchange;
    private final double itemVariance;
    private final RunSpread spread;

    /// @param units what is independent evidence: the items, or clusters of them
    private ItemLook(List<Answers> items, List<Answers> units, int runs) {
        this.items = items;
        this.clusters = units.size();
        this.runs = runs;
        this.exchange = Exchange.of(units);
        var counted = units.stream().mapToDouble(Answers::items).sum();
        this.itemVariance = units.stream().mapToDouble(ItemLook::ofDifference).sum() / counted / counted;
        this.spread = RunSpread.of(units, runs);
    }

    /// Absent where no run before has at least 80 % of the items in common with the newest, and five.
    public static Optional<ItemLook> at(ItemHistory history) {
        var comparable = history.comparable();
        var items = answers(comparable);
        var runs = comparable.before().size();
        var units = comparable.newest().isClustered() ? clusters(comparable, items, runs) : items;
        return items.size() < PairedTest.LEAST_ITEMS || units.isEmpty()
                ? Optional.empty()
                : Optional.of(new ItemLook(items, units, runs));
    }

    /// Sums over the items of each cluster. Runs can be exchanged in a cluster only if all of them answered the
    /// same of its items, so that those are left out which one of them did not.
    private static List<Answers> clusters(ItemHistory history, List<Answers> items, int runs) {
        var sums = new LinkedHashMap<Long, Answers>();
        for (var item : items) {
            if (item.before().length == runs) {
                var cluster = history.newest().clusterOf(item.key());
                sums.merge(cluster, item, (sum, one) -> sum.plus(cluster, one));
            }
        }
        return List.copyOf(sums.values());
    }

    private static List<Answers> answers(ItemHistory history) {
        var newest = history.newest();
        var runs = history.before().stream().map(Ascending::new).toList();
        var answers = new ArrayList<Answers>(newest.items());
        for (var item = 0; item < newest.items(); item++) {
            var before = before(newest.keys()[item], runs);
            if (before.length > 0) {
                answers.add(new Answers(newest.keys()[item], before, newest.scores()[item]));
            }
        }
        return answers;
    }

    private static double[] before(long key, List<Ascending> runs) {
        var scores = new double[runs.size()];
        var known = 0;
        for (var run : runs) {
            if (run.has(key)) {
                scores[known++] = run.score();
            }
        }
        return known == scores.length ? scores : Arrays.copyOf(scores, known);
    }

    /// The newest score less the mean of those before varies by more than the newest alone.
    private static double ofDifference(Answers item) {
        return item.variance() * (item.before().length + 1) / item.before().length;
    }

    /// Which test it is.
    public String test() {
        return exchange.test();
    }

    /// Mean score of the items in the runs before.
    public double before() {
        return items.stream().mapToDouble(Answers::usual).average().orElseThrow();
    }

    /// Mean score of the items in the newest run.
    public double now() {
        return items.stream().mapToDouble(Answers::now).average().orElseThrow();
    }

    /// Chance of a loss at least so large without a change.
    public double ofLoss() {
        return widened(exchange.ofLoss(), now() - before());
    }

    /// Chance of a gain at least so large without a change.
    public double ofGain() {
        return widened(exchange.ofGain(), before() - now());
    }

    /// How far the 95 % interval of the difference reaches to either side.
    public double reach() {
        return error() * NORMAL.inverseCumulativeProbability(INTERVAL);
    }

    /// The smallest change seen with a chance of `power` by a look that spends `alarmRate` on one side.
    public double smallestVisible(double alarmRate, double power) {
        return error()
                * (NORMAL.inverseCumulativeProbability(1 - alarmRate) + NORMAL.inverseCumulativeProbability(power));
    }

    public int items() {
        return items.size();
    }

    /// How many independent pieces of evidence they are: clusters, or items where none is known.
    public int clusters() {
        return clusters;
    }

    /// How many runs before were compared with.
    public int runs() {
        return runs;
    }

    /// How many items are lower than they were in any run before.
    public int lost() {
        return (int) items.stream().filter(Answers::isLost).count();
    }

    /// How many items are higher than they were in any run before.
    public int gained() {
        return (int) items.stream().filter(Answers::isGained).count();
    }

    /// Keys of the items that are lower than they were in any run before.
    ///
    /// @param most at most so many
    public List<String> lostItems(int most) {
        return keys(Answers::isLost, most);
    }

    /// Keys of the items that are higher than they were in any run before: the harm where lower is better.
    ///
    /// @param most at most so many
    public List<String> gainedItems(int most) {
        return keys(Answers::isGained, most);
    }

    private List<String> keys(Predicate<Answers> which, int most) {
        return items.stream()
                .filter(which)
                .limit(most)
                .map(item -> ItemScores.written(item.key()))
                .toList();
    }

    private double error() {
        return Math.sqrt(itemVariance + spread.ofDifference());
    }

    /// By the spread of whole runs: the less sure of the test over items and the one over runs.
    private double widened(double chance, double towards) {
        var ofRuns = spread.ofDifference();
        if (ofRuns == 0) {
            return chance;
        }
        var all = itemVariance + ofRuns;
        var freedom = all * all / (ofRuns * ofRuns) * (spread.runs() - 1);
        return Math.max(chance, new TDistribution(null, freedom).cumulativeProbability(towards / Math.sqrt(all)));
    }
}
