package io.llmlab.regression.detect.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.regression.detect.scale.Family;
import org.junit.jupiter.api.Test;

/// Numbers between 0 and 1 are no shares of samples only because they lie there: their tails count as those of
/// any number. The seeds are fixed.
class UnsaidTest {

    private static final int SERIES = 300;
    private static final int RUNS = 100;

    @Test
    void raisesOneAlarmInAThousandLooksAtGaussianNoiseAtMost() {
        assertThat(Unsaid.GAUSSIAN.alarms(RUNS, SERIES).perThousand()).isLessThan(1);
    }

    @Test
    void raisesHardlyMoreAlarmsThanWhereItIsSaidThatTheyAreNoShares() {
        var guessed = Unsaid.STUDENT_3.alarms(RUNS, SERIES);
        var said = Unsaid.STUDENT_3.alarms(Family.REAL, RUNS, SERIES);

        assertThat(guessed.value()).isLessThan(1.3 * said.value());
    }

    /// Without regard to tails it were 4.6.
    @Test
    void raisesFewAlarmsOnSkewedNumbersThatNobodyNames() {
        assertThat(Unsaid.LOG_NORMAL.alarms(RUNS, SERIES).perThousand()).isLessThan(3.7);
    }
}
