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

    @Test
    void countsWhatAnAnswerTookThatNobodyJudged() {
        var tally = new SampleTally();
        tally.add(new SampleResult("00", 1.0, 10.0, 3L, 5L, 0.25, false, null));
        tally.add(answeredAndFailed());
        tally.add(new SampleResult("02", null, null, null, null, null, true, null));

        var summary = tally.summary(1);

        assertThat(summary.errorCount()).isEqualTo(2);
        assertThat(summary.accuracy()).isEqualTo(1);
        assertThat(summary.totalCost()).isEqualTo(0.75);
        assertThat(summary.tokensOutput()).isEqualTo(12);
        assertThat(summary.latencyMs()).isEqualTo(20);
    }

    private static SampleResult answeredAndFailed() {
        return new SampleResult(
                "01", null, 30.0, 4L, 7L, 0.5, true, true, null, null, AnswerDetails.NONE, JudgeDetails.NONE);
    }

    private static void add(SampleTally tally, double score, @Nullable String cluster) {
        tally.add(new SampleResult("00", score, null, null, null, null, false, cluster));
    }
}
