package io.llmlab.regression.detect.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.llmlab.regression.detect.classic.McNemar;
import io.llmlab.regression.detect.paired.ItemHistory;
import io.llmlab.regression.detect.paired.ItemLook;
import io.llmlab.regression.detect.paired.ItemScores;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

/// Against R 4 (values of its manual), SciPy 1.17.1, published calculators, and exact or simulated chances where there
/// is no reference. The call stands beside the value.
class PowerTest {

    private static final double EXACT = 1e-9;
    private static final int ONE_RUN = 1;

    private static Demand twoSided(double alpha, double power) {
        return new Demand(alpha, true, power);
    }

    private static Demand oneSided(double alpha, double power) {
        return new Demand(alpha, false, power);
    }

    private static UnpairedShares twoRuns(double baseline, boolean isFall) {
        return new UnpairedShares(baseline, isFall, 0, ONE_RUN);
    }

    private static Planning unpaired(double baseline, Demand demand) {
        return new Planning(twoRuns(baseline, true), demand);
    }

    /// @param gained share of items that are gained although nothing changed; as many are lost
    private static Planning paired(double gained, Demand demand) {
        return new Planning(pairedOf(gained), demand);
    }

    private static PairedShares pairedOf(double gained) {
        return new PairedShares(1, 2 * gained, 0, ONE_RUN);
    }

    /// `power.prop.test(n = 50, p1 = .50, p2 = .75)`: .740 in the manual; to more digits in SciPy:
    /// `norm.cdf((sqrt(50) * .25 - norm.isf(.025) * sqrt(1.25 * (1 - 1.25 / 2))) / sqrt(.25 + .1875))`
    @Test
    void givesTheChanceOfTwoProportionsAsRDoes() {
        var demand = twoSided(.05, .9);

        assertThat(twoRuns(.5, false).chance(.25, 50, ONE_RUN, demand)).isCloseTo(0.7401659013313878, within(EXACT));
        assertThat(twoRuns(.75, true).chance(.25, 50, ONE_RUN, demand)).isCloseTo(0.7401659013313878, within(EXACT));
    }

    /// `power.prop.test(p1 = .50, p2 = .75, power = .90)`: n = 76.7; `power.prop.test(n = 50, p1 = .5, power = .90)`:
    /// p2 = .803, both in the manual
    @Test
    void findsItemsAndDropAsRDoes() {
        var planning = new Planning(twoRuns(.5, false), twoSided(.05, .9));

        assertThat(planning.items(.25, ONE_RUN)).hasValue(77);
        assertThat(.5 + planning.smallestDrop(50, ONE_RUN).orElseThrow()).isCloseTo(.803, within(5e-4));
    }

    /// The pooled z test itself, summed over all pairs of results: the formula says .80 for the items it asks for.
    @Test
    void asksForItemsThatDoGiveTheChance() {
        assertThat(exactly(.8, .7, .025)).isCloseTo(.8, within(.01));
        assertThat(exactly(.9, .8, .001)).isCloseTo(.8, within(.01));
        assertThat(exactly(.6, .5, .01)).isCloseTo(.8, within(.01));
    }

    private static double exactly(double before, double after, double alpha) {
        var items = unpaired(before, oneSided(alpha, .8))
                .items(before - after, ONE_RUN)
                .orElseThrow();
        var critical = new NormalDistribution().inverseCumulativeProbability(1 - alpha);
        var first = new BinomialDistribution(null, items, before);
        var second = new BinomialDistribution(null, items, after);
        var chance = 0.0;
        for (var right = 0; right <= items; right++) {
            for (var later = 0; later < right; later++) {
                var pooled = (right + later) / 2.0 / items;
                var error = Math.sqrt(2 * pooled * (1 - pooled) / items);
                if ((double) (right - later) / items > critical * error) {
                    chance += first.probability(right) * second.probability(later);
                }
            }
        }
        return chance;
    }

    /// The calculators of powerandsamplesize.com (McNemar, one- and two-sided; p01 = .45, p10 = .05) and
    /// clinicaltrials-tools.vercel.app (p10 = .3, p01 = .15), which name Connor's equation
    @Test
    void findsPairedItemsAsConnorDoes() {
        assertThat(paired(.05, twoSided(.05, .8)).items(.4, ONE_RUN)).hasValue(23);
        assertThat(paired(.05, oneSided(.05, .9)).items(.4, ONE_RUN)).hasValue(23);
        assertThat(paired(.15, twoSided(.05, .8)).items(.15, ONE_RUN)).hasValue(155);
    }

    /// The chance of McNemar's mid-p test, summed over all numbers of differing items: Connor's items never give less
    /// than was asked for. (SciPy, the same sum: .810, .803, .826, .808.)
    @Test
    void asksForPairedItemsThatDoGiveTheChance() {
        assertThat(midP(.1, .05, .025)).isBetween(.8, .83);
        assertThat(midP(.2, .05, .025)).isBetween(.8, .83);
        assertThat(midP(.06, .03, .001)).isBetween(.8, .83);
        assertThat(midP(.3, .1, .01)).isBetween(.8, .83);
    }

    private static double midP(double discordance, double drop, double alpha) {
        var items = paired((discordance - drop) / 2, oneSided(alpha, .8))
                .items(drop, ONE_RUN)
                .orElseThrow();
        return midP(discordance, drop, alpha, items);
    }

    private static double midP(double discordance, double drop, double alpha, int items) {
        var differing = new BinomialDistribution(null, items, discordance);
        var ofLoss = (discordance + drop) / 2 / discordance;
        var chance = 0.0;
        for (var flips = 1; flips <= items; flips++) {
            if (differing.probability(flips) < 1e-12) {
                continue;
            }
            var lost = new BinomialDistribution(null, flips, ofLoss);
            for (var loss = 0; loss <= flips; loss++) {
                if (new McNemar(loss, flips - loss).midPOfLoss() <= alpha) {
                    chance += differing.probability(flips) * lost.probability(loss);
                }
            }
        }
        return chance;
    }

    /// 35 of 1,000 items lost and 10 gained are seen at a two-sided error of .01 with a chance of .90 (exact); unpaired
    /// hardly ever.
    @Test
    void showsWhatPairingIsWorth() {
        var demand = twoSided(.01, .8);

        assertThat(midP(.045, .025, .005, 1000)).isCloseTo(0.9019, within(1e-4));
        assertThat(pairedOf(.01).chance(.025, 1000, ONE_RUN, demand)).isCloseTo(0.8767775334488344, within(EXACT));
        assertThat(twoRuns(.8, true).chance(.025, 1000, ONE_RUN, demand)).isLessThan(.12);
        assertThat(paired(.01, demand).items(.025, ONE_RUN).orElseThrow()).isLessThan(1000);
        assertThat(unpaired(.8, demand).items(.025, ONE_RUN).orElseThrow()).isGreaterThan(5000);
    }

    /// The engine's own look at the items, the newest run against five: simulated. It knows that losing a sure item
    /// says more than losing a doubtful one, and sees somewhat more.
    @Test
    void promisesNoMoreThanTheLookAtItemsSees() {
        var random = new Random(3);
        var design = new PairedShares(1, .036, 0, 5);
        var trials = 400;
        var seen = 0;
        for (var trial = 0; trial < trials; trial++) {
            var before = IntStream.range(0, 5).mapToObj(_ -> answers(random, 0)).toList();
            var look =
                    ItemLook.at(new ItemHistory(answers(random, .025), before)).orElseThrow();
            seen += look.ofLoss() <= .001 ? 1 : 0;
        }

        var chance = design.chance(.025, 1000, ONE_RUN, oneSided(.001, .8));
        assertThat((double) seen / trials).isBetween(chance - .05, chance + .15);
    }

    /// Of 1,000 items 600 are sure, but for those that are lost for good, 200 are right in nine of ten runs, and 200
    /// never.
    private static ItemScores answers(Random random, double lost) {
        return new ItemScores(
                LongStream.range(0, 1000).toArray(),
                IntStream.range(0, 1000)
                        .mapToDouble(item -> item < 600 ? 1 - lost / .6 : item < 800 ? .9 : 0)
                        .map(chance -> random.nextDouble() < chance ? 1 : 0)
                        .toArray());
    }

    /// The newest run against twenty, with good and bad days: simulated.
    @Test
    void allowsForTheSpreadBetweenRuns() {
        var spread = .016;
        var items = 400;
        var baselineRuns = 20;
        var demand = oneSided(.01, .8);
        var design = new UnpairedShares(.8, true, spread, baselineRuns);
        var random = new Random(7);
        var critical = new NormalDistribution().inverseCumulativeProbability(.99);
        var trials = 4000;
        var seen = 0;
        for (var trial = 0; trial < trials; trial++) {
            var before = IntStream.range(0, baselineRuns)
                    .mapToDouble(_ -> share(random, .8, spread, items))
                    .average()
                    .orElseThrow();
            var now = share(random, .72, spread, items);
            var pooled = (baselineRuns * before + now) / (baselineRuns + 1);
            var error = Math.sqrt((pooled * (1 - pooled) / items + spread * spread) * (1 + 1.0 / baselineRuns));
            seen += before - now > critical * error ? 1 : 0;
        }

        // Three standard errors of the simulation.
        assertThat(design.chance(.08, items, ONE_RUN, demand))
                .isCloseTo((double) seen / trials, within(3 * Math.sqrt(.25 / trials)));
    }

    private static double share(Random random, double usual, double spread, int items) {
        var chance = usual + spread * random.nextGaussian();
        return (double) IntStream.range(0, items)
                        .filter(_ -> random.nextDouble() < chance)
                        .count()
                / items;
    }

    @Test
    void saysThatNoNumberOfItemsTakesOutTheSpreadBetweenRuns() {
        var design = new UnpairedShares(.8, true, .02, 20);
        var planning = new Planning(design, oneSided(.001, .8));

        assertThat(planning.items(.02, ONE_RUN)).isEmpty();
        var runs = planning.runs(.03, 1000).orElseThrow();
        assertThat(runs).isGreaterThan(1);
        assertThat(design.chance(.03, 1000, runs, planning.demand())).isGreaterThanOrEqualTo(.8);
        assertThat(design.chance(.03, 1000, runs - 1, planning.demand())).isLessThan(.8);
        // The baseline's own error remains, however many runs are new.
        assertThat(planning.runs(.001, 1000)).isEmpty();
    }

    /// `power.t.test(n = 20, delta = 1, sd = 1)`: .869 in R's manual; `nct.sf(t.ppf(.975, 38), 38, sqrt(10))` and
    /// `nct.sf(t.ppf(.999, 19), 19, .05 / (.02 * sqrt(1 + 1 / 20)))` in SciPy
    @Test
    void givesTheChanceOfStudentsTestAsRAndSciPyDo() {
        assertThat(new Values(1, 20, 38).chance(1, 1, 20, twoSided(.05, .9)))
                .isCloseTo(0.8689528016921273, within(1e-4));
        assertThat(new Values(.02, 20).chance(.05, 1, ONE_RUN, oneSided(.001, .8)))
                .isCloseTo(0.17198853659672858, within(1e-4));
    }

    /// `power.t.test(power = .90, delta = 1)`: n = 22.02
    @Test
    void findsRunsAsRDoes() {
        assertThat(new Values(1, 23, 44).chance(1, 1, 23, twoSided(.05, .9))).isGreaterThan(.9);
        assertThat(new Values(1, 22, 42).chance(1, 1, 22, twoSided(.05, .9))).isCloseTo(.9, within(.001));
        assertThat(new Values(1, 22, 42).chance(1, 1, 22, twoSided(.05, .9))).isLessThan(.9);
    }

    @Test
    void findsTheDropThatTheItemsWouldAskFor() {
        for (var items : new int[] {50, 1000, 20_000}) {
            var planning = unpaired(.8, oneSided(.001, .8));
            var drop = planning.smallestDrop(items, ONE_RUN).orElseThrow();

            assertThat(planning.items(drop, ONE_RUN)).hasValue(items);
        }
    }

    @Test
    void saysWhereNotEvenTheLargestDropIsSeen() {
        assertThat(unpaired(.1, oneSided(.001, .8)).smallestDrop(20, ONE_RUN)).isEmpty();
        assertThat(paired(.2, oneSided(.001, .8)).smallestDrop(10, ONE_RUN)).isEmpty();
    }

    @Test
    void refusesWhatIsNoDemandAndNoDesign() {
        assertThatIllegalArgumentException().isThrownBy(() -> oneSided(0, .8));
        assertThatIllegalArgumentException().isThrownBy(() -> oneSided(.05, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> oneSided(.05, .4));
        assertThatIllegalArgumentException().isThrownBy(() -> new UnpairedShares(0, true, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new UnpairedShares(.5, true, Double.NaN, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new PairedShares(0, .1, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new PairedShares(1, 1, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Values(0, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> new Values(1, 1));
    }
}
