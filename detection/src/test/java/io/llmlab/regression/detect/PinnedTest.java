package io.llmlab.regression.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.llmlab.regression.detect.Outcome.Measured;
import io.llmlab.regression.detect.Outcome.Regressed;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Twenty runs that a person chose as normal, and ten since, as the service cuts them: seven and the newest three.
/// Noise of one, higher is better.
class PinnedTest {

    private static final int SERIES = 200;
    private static final int PINNED = 20;
    private static final int SINCE = 10;

    private static Window window(long seed, IntToDoubleFunction level) {
        var random = new Random(seed);
        var values = IntStream.range(0, PINNED + SINCE)
                .mapToDouble(run -> level.applyAsDouble(run) + random.nextGaussian())
                .toArray();
        return Window.endOf(values).pinned(PINNED);
    }

    private static Outcome look(String method, Window window) {
        return Detectors.named(method).orElseThrow().detect(window, Settings.usual(), Direction.HIGHER_IS_BETTER);
    }

    private static long regressed(String method, IntToDoubleFunction level) {
        return IntStream.range(0, SERIES)
                .mapToObj(seed -> look(method, window(seed, level)))
                .filter(Regressed.class::isInstance)
                .count();
    }

    /// Ten runs at the new level are a regime of their own, which a rolling baseline would begin with.
    @ParameterizedTest
    @ValueSource(strings = {"auto", "new_run", "trend"})
    void findsALevelBelowThePinnedRunsHoweverLongItLasts(String method) {
        assertThat(regressed(method, run -> run < PINNED ? 10 : 3)).isEqualTo(SERIES);
    }

    /// What the single run hides the ten newest show.
    @ParameterizedTest
    @ValueSource(strings = {"auto", "trend"})
    void findsASmallFallFromThePinnedRuns(String method) {
        assertThat(regressed(method, run -> run < PINNED ? 10 : 7.5)).isGreaterThan(SERIES * 9 / 10);
    }

    /// At a rate of .002 the expected number is below one of 200.
    @ParameterizedTest
    @ValueSource(strings = {"auto", "new_run", "trend"})
    void isQuietAtTheirLevel(String method) {
        assertThat(regressed(method, _ -> 10)).isLessThanOrEqualTo(3);
    }

    /// The pinned runs hold a fall of their own, and the newest are back from a better level: neither is news.
    @Test
    void callsNothingWorseThatIsNotWorseThanThePinnedRuns() {
        assertThat(regressed("auto", run -> run < PINNED / 2 ? 13 : 10)).isLessThanOrEqualTo(3);
        assertThat(regressed("auto", run -> run < PINNED || run >= PINNED + 5 ? 10 : 16))
                .isLessThanOrEqualTo(3);
    }

    @Test
    void comparesWithThePinnedRunsAloneAndSaysSo() {
        var window = window(1, run -> run < PINNED ? 10 : 3);
        var level = Arrays.stream(window.all(), 0, PINNED).average().orElseThrow();

        for (var method : new String[] {"new_run", "trend"}) {
            var measured = ((Measured) look(method, window)).measurement();

            assertThat(measured.baseline()).isCloseTo(level, within(1e-9));
            assertThat(measured.details()).containsEntry("baseline_points", PINNED);
            assertThat(measured.changePoint()).isBetween(PINNED, PINNED + SINCE - 1);
        }
    }
}
