package io.llmlab.regression.cause;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.regression.baseline.Stretch;
import io.llmlab.regression.detect.scale.Family;
import io.llmlab.regression.series.Point;
import io.llmlab.regression.series.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowTest {

    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final double[] VALUES = {.8, .81, .79, .8, .8, .81, .79, .8, .5, .5};

    private static Position place(Duration apart, int run) {
        return new Position(FIRST.plus(apart.multipliedBy(run)), run + 1);
    }

    /// The fall is with the ninth run.
    private static Window around(Duration apart) {
        var points = IntStream.range(0, VALUES.length)
                .mapToObj(run -> new Point(place(apart, run), VALUES[run], null, null))
                .toList();
        var end = new Stretch(points.subList(0, 7), points.subList(7, 10));
        return Window.around(Onset.of(end, place(apart, 8), Family.REAL).after(place(apart, 7)));
    }

    @Test
    void isADayAroundTheFallWhereRunsAreFrequent() {
        var hour = Duration.ofHours(1);

        var window = around(hour);

        assertThat(window.from()).isEqualTo(place(hour, 7).at().minus(Duration.ofDays(1)));
        assertThat(window.middle()).isEqualTo(place(hour, 8).at().minus(Duration.ofMinutes(30)));
        assertThat(window.until()).isEqualTo(place(hour, 8).at().plus(Duration.ofDays(1)));
    }

    @Test
    void isAsLongAsTheGapWhereRunsAreRare() {
        var gap = Duration.ofDays(3);

        var window = around(gap);

        assertThat(window.from()).isEqualTo(place(gap, 6).at());
        assertThat(window.until()).isEqualTo(place(gap, 9).at());
    }

    @Test
    void isNeverLongerThanTwoWeeksBeyondBothRuns() {
        var gap = Duration.ofDays(60);

        var window = around(gap);

        assertThat(window.from()).isEqualTo(place(gap, 7).at().minus(Duration.ofDays(14)));
        assertThat(window.until()).isEqualTo(place(gap, 8).at().plus(Duration.ofDays(14)));
    }
}
