package io.llmlab.regression.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.llmlab.regression.detect.scale.Family;
import io.llmlab.regression.detect.season.Cycle;
import io.llmlab.regression.detect.season.Season;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WithoutSeasonTest {

    private static final double[] BASELINE = {.98, .9, 1, .96};
    private static final double[] RECENT = {.94, .92};

    private static Window shares(int samples) {
        var ofRuns = new int[BASELINE.length + RECENT.length];
        Arrays.fill(ofRuns, samples);
        return new Window(BASELINE, new double[] {3, 2, 1, 0}, RECENT, 0, ofRuns, Family.PROPORTION);
    }

    /// Few samples pull a share towards the middle on the way to the scale, and must not do so on the way back.
    @Test
    void leavesSharesAsTheyAreWhereASeasonAddsNothing() {
        for (var samples : new int[] {0, 50, 1_000}) {
            var without = shares(samples).without(new Season(Cycle.DAY, new double[BASELINE.length + RECENT.length]));

            assertThat(without.baseline()).containsExactly(BASELINE, within(1e-12));
            assertThat(without.recent()).containsExactly(RECENT, within(1e-12));
        }
    }
}
