package io.llmlab.runner.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SampleTallyTest {

    /// Two clusters of two, each of one mind: as much evidence as two samples. Mean 0.5; the clusters' deviations sum
    /// to +1 and -1, so the error is sqrt(1 + 1) / 4.
    @Test
    void takesQuestionsOfOneClusterTogether() {
        var tally = new SampleTally();
        add(tally, 1, "a");
        add(tally, 1, "a");
        add(tally, 0, "b");
        add(tally, 0, "b");

        assertThat(tally.scoreError()).isCloseTo(Math.sqrt(2) / 4, within(1e-12));
    }

    @Test
    void takesQuestionsByThemselvesWhereOneHasNoCluster() {
        var tally = new SampleTally();
        add(tally, 1, "a");
        add(tally, 1, "a");
        add(tally, 0, "b");
        add(tally, 0, null);

        assertThat(tally.scoreError()).isCloseTo(Math.sqrt(0.25 / 4), within(1e-12));
    }

    private static void add(SampleTally tally, double score, @Nullable String cluster) {
        tally.add(new SampleResult("00", score, null, null, null, null, false, cluster));
    }
}
