package io.llmlab.regression.detect.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.llmlab.regression.detect.classic.RareCounts.Pair;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Against SciPy 1.17.1.
class RareCountsTest {

    private static final double EXACT = 1e-9;
    private static final int ITEMS = 100;

    private static RareCounts failures(double... counts) {
        var samples = new int[counts.length];
        Arrays.fill(samples, ITEMS);
        return new RareCounts(Arrays.stream(counts).map(count -> count / ITEMS).toArray(), samples);
    }

    private static double[] twenty(double first, double... newest) {
        var counts = Arrays.copyOf(new double[] {first, 1, 1, 1}, 20 + newest.length);
        System.arraycopy(newest, 0, counts, 20, newest.length);
        return counts;
    }

    /// With `e = 1 - 7/2200`: `betainc(4/e, 3/e + 1, 1/11)` 0.0018739848750147156 and `betainc(3/e, 4/e + 1, 10/11)`
    /// 0.999890473566989.
    @Test
    void countsHowManyOfTheEventsFallIntoTheNewestRuns() {
        var tails = failures(twenty(0, 2, 2)).tails(Pair.at(0, 20, 22));

        assertThat(tails.more()).isCloseTo(0.0018739848750147156, within(EXACT));
        assertThat(tails.fewer()).isCloseTo(0.999890473566989, within(EXACT));
        assertThat(tails.twoSided()).isCloseTo(2 * 0.0018739848750147156, within(EXACT));
    }

    /// `hypergeom.sf(x - 1, samples, events, newest samples)` and `hypergeom.cdf(x, …)`: 4 of 7 events in 200 of 2,200
    /// samples; 12 of 72, 100 of 2,100; 20 and 3 of 220 and 203, 50 of 1,050, a fifth of them.
    @ParameterizedTest
    @CsvSource({
        "3, 20, 4, 2, 100, .00186, .9999",
        "60, 20, 12, 1, 100, 9.91e-5, 1",
        "200, 20, 20, 1, 50, .0013, .9995",
        "200, 20, 3, 1, 50, .9988, .00662"
    })
    void comesCloseToFishersTest(int before, int runs, int after, int newest, int items, double more, double fewer) {
        var samples = new int[runs + newest];
        Arrays.fill(samples, items);
        var shares = new double[runs + newest];
        Arrays.fill(shares, 0, runs, (double) before / runs / items);
        Arrays.fill(shares, runs, runs + newest, (double) after / newest / items);

        var tails = new RareCounts(shares, samples).tails(Pair.at(0, runs, runs + newest));

        assertThat(tails.more()).isCloseTo(more, withinPercentage(30));
        assertThat(tails.fewer()).isCloseTo(fewer, withinPercentage(30));
    }

    @Test
    void countsMissesWhereTheseAreRarer() {
        var failed = twenty(0, 2, 2);
        var right = Arrays.stream(failed).map(count -> ITEMS - count).toArray();

        var tails = failures(right).tails(Pair.at(0, 20, 22));

        assertThat(tails.fewer()).isCloseTo(0.0018739848750147156, within(EXACT));
        assertThat(tails.more()).isCloseTo(0.999890473566989, within(EXACT));
    }

    @Test
    void takesUnequalRunsByTheirSamples() {
        var equal = failures(twenty(0, 2, 2)).tails(Pair.at(0, 20, 22));
        var samples = new int[21];
        Arrays.fill(samples, ITEMS);
        samples[20] = 2 * ITEMS;
        var shares = Arrays.stream(twenty(0, 4)).map(count -> count / ITEMS).toArray();
        shares[20] = .02;

        assertThat(new RareCounts(shares, samples).tails(Pair.at(0, 20, 21))).isEqualTo(equal);
    }

    @Test
    void leavesOutWhatLiesBetweenTheStretches() {
        var apart = failures(twenty(0, 9, 9, 2, 2)).tails(new Pair(0, 20, 22, 24));

        assertThat(apart).isEqualTo(failures(twenty(0, 2, 2)).tails(Pair.at(0, 20, 22)));
    }

    /// Runs that fail together, or not at all, say less: the eight failures of one run are hardly more than one event.
    @Test
    void trustsFailuresThatComeTogetherLess() {
        var spread = failures(twenty(0, 3, 3)).tails(Pair.at(0, 20, 22));
        var clustered = failures(twenty(8, 3, 3)).tails(Pair.at(0, 20, 22));

        // Of 17 events 6 in 2 of 22 runs: hypergeom.sf(5, 2200, 17, 200)
        assertThat(clustered.more()).isGreaterThan(3 * 0.0027595).isGreaterThan(spread.more());
    }

    @Test
    void saysNothingWhereNothingHappened() {
        assertThat(failures(new double[22]).tails(Pair.at(0, 20, 22)).twoSided())
                .isEqualTo(1);
    }

    @Test
    void tellsHowManyOfTheRarerKindARunHas() {
        assertThat(failures(1, 2, 3, 2).perRun(Pair.at(0, 2, 4))).isEqualTo(2, within(EXACT));
        assertThat(failures(99, 98, 97, 98).perRun(Pair.at(0, 2, 4))).isEqualTo(2, within(EXACT));
    }
}
