package io.llmlab.detect.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.llmlab.regression.detect.Detectors;
import io.llmlab.regression.detect.Direction;
import io.llmlab.regression.detect.Outcome;
import io.llmlab.regression.detect.Outcome.Measured;
import io.llmlab.regression.detect.Outcome.Regressed;
import io.llmlab.regression.detect.Outcome.Steady;
import io.llmlab.regression.detect.Settings;
import io.llmlab.regression.detect.Window;
import io.llmlab.regression.detect.paired.ItemHistory;
import io.llmlab.regression.detect.paired.ItemScores;
import io.llmlab.regression.detect.scale.Family;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// One model's answers after another's, on the same items.
class RealItemsTest {

    private static Outcome second(ItemScores before, ItemScores now) {
        var window = new Window(
                        new double[0],
                        new double[0],
                        new double[] {before.mean(), now.mean()},
                        0,
                        new int[] {before.items(), now.items()},
                        Family.PROPORTION)
                .with(new ItemHistory(now, List.of(before)));
        return Detectors.named("paired_samples")
                .orElseThrow()
                .detect(window, Settings.usual(), Direction.HIGHER_IS_BETTER);
    }

    /// The first items are lost, those after them gained, and the rest is answered alike, two of three right.
    private static ItemScores answers(boolean isFirst, int lost, int gained) {
        var keys = new long[500];
        Arrays.setAll(keys, item -> item);
        var scores = new double[keys.length];
        Arrays.setAll(
                scores,
                item -> item < lost
                        ? (isFirst ? 1 : 0)
                        : item < lost + gained ? (isFirst ? 0 : 1) : item % 3 == 0 ? 0 : 1);
        return new ItemScores(keys, scores);
    }

    /// Reference: (sum of C(106, x) for x of 70 to 106, and half of C(106, 69)) / 2^106, in Python with whole
    /// numbers.
    private static void assertLost69AndGained37(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Regressed.class);
        var measured = ((Measured) outcome).measurement();
        assertThat(measured.pValue()).isCloseTo(0.0009200620234366722, within(1e-12));
        assertThat(measured.details()).containsEntry("items_lost", 69).containsEntry("items_gained", 37);
    }

    @Test
    void callsAModelWorseThatLosesItemsOfAnother() {
        assumeTrue(RealSeries.isThere(), "there is no ../shared beside the project");

        assertLost69AndGained37(second(PairedPicture.scores("gpt-4-0613"), PairedPicture.scores("gpt-3.5-turbo-0125")));
    }

    /// 28 items lost and 37 gained.
    @Test
    void callsOneSteadyThatAnswersOtherItemsRight() {
        assumeTrue(RealSeries.isThere(), "there is no ../shared beside the project");

        var outcome = second(PairedPicture.scores("gpt-4-0613"), PairedPicture.scores("gpt-4-1106-preview"));

        assertThat(outcome).isInstanceOf(Steady.class);
        assertThat(((Measured) outcome).measurement().details())
                .containsEntry("items_lost", 28)
                .containsEntry("items_gained", 37);
    }

    /// The same without any data of others.
    @Test
    void saysTheSameOfMadeUpAnswers() {
        assertLost69AndGained37(second(answers(true, 69, 37), answers(false, 69, 37)));
        assertThat(second(answers(true, 28, 37), answers(false, 28, 37))).isInstanceOf(Steady.class);
    }
}
