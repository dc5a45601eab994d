package io.llmlab.runner.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RepeatTallyTest {

    @Test
    void estimatesPassAtKOverItems() {
        // 1 of 3 right: pass@2 is 1 - C(2,2)/C(3,2) = 2/3. 3 of 3: 1. None: 0.
        var metrics = RepeatTally.of(threeItems()).metrics(List.of(1, 2));

        assertThat(metrics).extracting(NewMetric::metricName).containsExactly("pass@1", "pass@2", "item_variance");
        assertThat(metrics.get(0).value()).isCloseTo(4 / 9.0, within(1e-12));
        assertThat(metrics.get(1).value()).isCloseTo(5 / 9.0, within(1e-12));
        // 1, 0, 0 has the variance 1/3, the others none.
        assertThat(metrics.get(2).value()).isCloseTo(1 / 9.0, within(1e-12));
        assertThat(metrics.get(1).sampleCount()).isEqualTo(3);
    }

    @Test
    void leavesOutItemsWithTooFewAnswers() {
        var samples = Stream.concat(item("a", 1.0, null, null), item("b", 0.0, 1.0, 1.0))
                .toList();

        var metrics = RepeatTally.of(samples).metrics(List.of(3));

        assertThat(metrics.getFirst().value()).isEqualTo(1);
        assertThat(metrics.getFirst().sampleCount()).isEqualTo(1);
    }

    @Test
    void saysNothingOfItemsThatWereAskedOnce() {
        var once = List.of(new SampleResult("a", 1.0, null, null, null, null, false, null));

        assertThat(RepeatTally.of(once).metrics(List.of(1))).isEmpty();
        assertThat(RepeatTally.merged(once)).isSameAs(once);
    }

    @Test
    void makesOneScoreOfAllAnswersToAnItem() {
        assertThat(RepeatTally.merged(threeItems()))
                .extracting(SampleResult::itemKey, SampleResult::score)
                .containsExactly(tuple("a", 1 / 3.0), tuple("b", 1.0), tuple("c", 0.0));
    }

    /// Three equal answers to an item say no more than one: E. Miller (2024), 2.2, with the items as clusters.
    @Test
    void countsTheAnswersToAnItemAsOneClusterInTheStandardError() {
        var accuracy = Summary.of(threeItems(), 0.05).metrics().getFirst();
        var error = accuracy.stdError();

        // Mean 4/9; sums of deviations 1 - 4/3, 3 - 4/3 and 0 - 4/3; divided by 9 answers.
        var expected = Math.sqrt(1 / 9.0 + 25 / 9.0 + 16 / 9.0) / 9;
        assertThat(error).isCloseTo(expected, within(1e-12));
        // Independent answers: 4/9 * 5/9 / 9.
        assertThat(requireNonNull(accuracy.metadata()).path("overdispersion").asDouble())
                .isCloseTo(expected * expected / (20.0 / 81 / 9), within(1e-12));
    }

    private static List<SampleResult> threeItems() {
        return Stream.of(item("a", 1.0, 0.0, 0.0), item("b", 1.0, 1.0, 1.0), item("c", 0.0, 0.0, 0.0))
                .flatMap(one -> one)
                .toList();
    }

    private static Stream<SampleResult> item(String key, @Nullable Double... scores) {
        return IntStream.range(0, scores.length)
                .mapToObj(epoch -> new SampleResult(
                        key,
                        scores[epoch],
                        null,
                        null,
                        null,
                        null,
                        scores[epoch] == null,
                        scores[epoch] != null,
                        null,
                        null,
                        AnswerDetails.of(epoch),
                        JudgeDetails.NONE));
    }
}
