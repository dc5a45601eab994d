package io.llmlab.runner.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Objects;
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
    void agreesWithStatsmodelsOnClusters() throws IOException {
        for (var given : cases("clustered_error")) {
            var tally = new SampleTally();
            for (var place = 0; place < given.path("scores").size(); place++) {
                var score = given.path("scores").path(place).asDouble();
                add(tally, score, given.path("clusters").path(place).asText());
            }

            assertThat(tally.scoreError())
                    .as(given.toString())
                    .isCloseTo(given.path("value").asDouble(), within(1e-6));
        }
    }

    @Test
    void agreesWithNumpyOnPercentiles() throws IOException {
        for (var given : cases("percentile")) {
            var sorted = given.path("values")
                    .valueStream()
                    .mapToDouble(JsonNode::asDouble)
                    .sorted()
                    .toArray();

            assertThat(SampleTally.percentile(sorted, given.path("share").asDouble()))
                    .as(given.toString())
                    .isCloseTo(given.path("value").asDouble(), within(1e-6));
        }
    }

    /// Two questions, each asked twice: answers that agree say as much as half of them, those that do not more than
    /// independent ones would.
    @Test
    void saysHowFarAnswersDependOnTheirCluster() {
        assertThat(overdispersion(1, 1, 0, 0)).isCloseTo(2, within(1e-12));
        assertThat(overdispersion(1, 0, 1, 0)).isZero();
        // Clusters' deviations 0.5 and -0.5 of the mean 3/4: (1/4 + 1/4) / 16 beside (3/4 * 1/4) / 4.
        assertThat(overdispersion(1, 1, 1, 0)).isCloseTo(2 / 3.0, within(1e-12));
        // Nothing varies, so nothing varies more.
        var same = new SampleTally();
        add(same, 1, "a");
        add(same, 1, "a");
        add(same, 1, "b");
        assertThat(same.overdispersion()).isNull();
        var alone = new SampleTally();
        add(alone, 1, null);
        add(alone, 0, null);
        assertThat(alone.overdispersion()).isNull();
    }

    private static double overdispersion(double first, double second, double third, double fourth) {
        var tally = new SampleTally();
        add(tally, first, "a");
        add(tally, second, "a");
        add(tally, third, "b");
        add(tally, fourth, "b");
        return Objects.requireNonNull(tally.overdispersion()).asDouble();
    }

    private static JsonNode cases(String name) throws IOException {
        try (var file = SampleTallyTest.class.getResourceAsStream("/score/reference-cases.json")) {
            var cases = new ObjectMapper().readTree(file).path(name).path("cases");
            assertThat(cases).isNotEmpty();
            return cases;
        }
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
