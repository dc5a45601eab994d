package io.llmlab.regression.detect.paired;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
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

    private final Answers items;
    private final double before;
    private final double now;
    private final int[] lost;
    private final int[] gained;
    private final int clusters;
    private final Exchange exchange;
    private final double itemVariance;
    private final RunSpread spread;

    /// @param units what is independent evidence: the items, or clusters of them
    private ItemLook(Answers items, Answers units) {
        this.items = items;
        this.before = mean(items, items::usual);
        this.now = mean(items, items::now);
        this.lost = items.those(items::isLost);
        this.gained = items.those(items::isGained);
        this.clusters = units.size();
        this.exchange = Exchange.of(units);
        this.itemVariance = varianceOfDifference(units);
        this.spread = RunSpread.of(units);
    }

    /// Absent where no run before has at least 80 % of the items in common with the newest, and five.
    public static Optional<ItemLook> at(ItemHistory history) {
        var comparable = history.comparable();
        if (comparable.before().isEmpty()) {
            return Optional.empty();
        }
        var items = Answers.of(comparable);
        var units = comparable.newest().isClustered() ? items.clustered(comparable.newest()) : items;
        return items.size() < PairedTest.LEAST_ITEMS || units.size() == 0
                ? Optional.empty()
                : Optional.of(new ItemLook(items, units));
    }

    private static double mean(Answers items, IntToDoubleFunction score) {
        var sum = 0.0;
        for (var item = 0; item < items.size(); item++) {
            sum += score.applyAsDouble(item);
        }
        return sum / items.size();
    }

    /// Of the mean of the newest scores less that of those before.
    private static double varianceOfDifference(Answers units) {
        var sum = 0.0;
        var counted = 0;
        for (var unit = 0; unit < units.size(); unit++) {
            sum += ofDifference(units, unit);
            counted += units.items(unit);
        }
        return sum / counted / counted;
    }

    /// The newest score less the mean of those before varies by more than the newest alone.
    private static double ofDifference(Answers units, int unit) {
        return units.variance(unit) * (units.runs(unit) + 1) / units.runs(unit);
    }

    /// Which test it is.
    public String test() {
        return exchange.test();
    }

    /// Mean score of the items in the runs before.
    public double before() {
        return before;
    }

    /// Mean score of the items in the newest run.
    public double now() {
        return now;
    }

    /// Chance of a loss at least so large without a change.
    public double ofLoss() {
        return widened(exchange.ofLoss(), now - before);
    }

    /// Chance of a gain at least so large without a change.
    public double ofGain() {
        return widened(exchange.ofGain(), before - now);
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
        return items.runsBefore();
    }

    /// How many items are lower than they were in any run before.
    public int lost() {
        return lost.length;
    }

    /// How many items are higher than they were in any run before.
    public int gained() {
        return gained.length;
    }

    /// Keys of the items that are lower than they were in any run before.
    ///
    /// @param most at most so many
    public List<String> lostItems(int most) {
        return keys(lost, most);
    }

    /// Keys of the items that are higher than they were in any run before: the harm where lower is better.
    ///
    /// @param most at most so many
    public List<String> gainedItems(int most) {
        return keys(gained, most);
    }

    private List<String> keys(int[] flipped, int most) {
        return Arrays.stream(flipped)
                .limit(most)
                .mapToObj(item -> ItemScores.written(items.key(item)))
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
