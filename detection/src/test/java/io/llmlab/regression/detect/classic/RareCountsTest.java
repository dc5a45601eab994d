package io.llmlab.regression.detect.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.llmlab.regression.detect.classic.RareCounts.Pair;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

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

    /// `binomtest(4, 7, 2/22, alternative='greater').pvalue` 0.0019074600412753607, `'less'` 0.9998885933725321
    @Test
    void countsHowManyOfTheEventsFallIntoTheNewestRuns() {
        var tails = failures(twenty(0, 2, 2)).tails(Pair.at(0, 20, 22));

        assertThat(tails.more()).isCloseTo(0.0019074600412753607, within(EXACT));
        assertThat(tails.fewer()).isCloseTo(0.9998885933725321, within(EXACT));
        assertThat(tails.twoSided()).isCloseTo(2 * 0.0019074600412753607, within(EXACT));
    }

    @Test
    void countsMissesWhereTheseAreRarer() {
        var failed = twenty(0, 2, 2);
        var right = Arrays.stream(failed).map(count -> ITEMS - count).toArray();

        var tails = failures(right).tails(Pair.at(0, 20, 22));

        assertThat(tails.fewer()).isCloseTo(0.0019074600412753607, within(EXACT));
        assertThat(tails.more()).isCloseTo(0.9998885933725321, within(EXACT));
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

        // Of 17 events 6 in 2 of 22 runs: binomtest(6, 17, 2/22, alternative='greater').pvalue
        assertThat(clustered.more()).isGreaterThan(3 * 0.002886610103586373).isGreaterThan(spread.more());
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
