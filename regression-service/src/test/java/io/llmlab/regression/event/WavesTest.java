package io.llmlab.regression.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WavesTest {

    private static final Instant AT = Instant.parse("2026-11-28T12:00:00Z");

    @Test
    void takesRunsOfSeveralModelsAtOnce() {
        assertThat(waves(run(1, 1, "a"), run(2, 2, "a"), run(3, 3, "a"))).containsExactly(List.of(1L, 2L, 3L));
    }

    @Test
    void takesRunsOfOneSeriesOneAfterTheOther() {
        assertThat(waves(run(1, 1, "a"), run(2, 2, "a"), run(3, 1, "a"), run(4, 1, "a"), run(5, 2, "a")))
                .containsExactly(List.of(1L, 2L), List.of(3L, 5L), List.of(4L));
    }

    @Test
    void keepsTheOrderOfAModelAcrossItsDatasets() {
        assertThat(waves(run(1, 1, "a"), run(2, 1, "b"), run(3, 1, "a"), run(4, 1, "c"), run(5, 2, "a")))
                .containsExactly(List.of(1L, 2L, 5L), List.of(3L, 4L));
    }

    @Test
    void takesARunThatIsToldOfAgainAfterwardsWhateverItIsSaidToBe() {
        assertThat(waves(run(1, 1, "a"), run(1, 2, "b"), run(1, 1, "a")))
                .containsExactly(List.of(1L), List.of(1L), List.of(1L));
    }

    @Test
    void makesNothingOfNothing() {
        assertThat(waves()).isEmpty();
    }

    private static List<List<Long>> waves(RunCompleted... events) {
        return Waves.of(Arrays.asList(events)).stream()
                .map(wave -> wave.stream().map(RunCompleted::runId).toList())
                .toList();
    }

    private static RunCompleted run(long id, long model, String dataset) {
        return new RunCompleted(
                id,
                new RunCompleted.Model(model, "m", "custom", null),
                new RunCompleted.Dataset(dataset, null),
                "completed",
                true,
                null,
                null,
                null,
                AT,
                null,
                null,
                "stream",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
