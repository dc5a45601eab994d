package io.llmlab.platform.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RhythmTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // hours before now at which it ran; usual interval; how long it may be silent
                "0, 1, 2, 3, 4; PT1H; PT3H",
                "4, 0, 2, 1, 3; PT1H; PT3H",
                "0, 24, 48, 72, 96; PT24H; PT72H",
                "0, 1, 2, 3; ; ",
                "; ; ",
                // a weekend of 63 hours, so that the next one is none
                "0, 9, 24, 33, 96, 105; PT9H; PT63H",
                "0, 1, 2, 12, 13, 14; PT1H; PT10H",
            })
    void waitsThreeTimesTheUsualIntervalOrTheLongestPause(
            @Nullable String hours, @Nullable Duration usual, @Nullable Duration allowed) {
        var pause = Rhythm.of(times(hours, Duration.ofHours(1)));

        assertThat(pause.map(Rhythm.Pause::usual).orElse(null)).isEqualTo(usual);
        assertThat(pause.map(Rhythm.Pause::allowed).orElse(null)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"0, 1, 2, 3, 4; PT1H", "0, 20, 40, 60, 80; PT1H", "0, 21, 42, 63, 84; PT1H3M"})
    void waitsAnHourAtLeast(String minutes, Duration allowed) {
        assertThat(Rhythm.of(times(minutes, Duration.ofMinutes(1)))
                        .orElseThrow()
                        .allowed())
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"PT24H; PT26H24M", "PT100M; PT110M", "PT10M; PT15M"})
    void waitsATenthLongerThanDeclaredAndTheGraceAtLeast(Duration interval, Duration allowed) {
        assertThat(Rhythm.declared(interval, Duration.ofMinutes(5))).isEqualTo(new Rhythm.Pause(interval, allowed));
    }

    private static List<Instant> times(@Nullable String numbers, Duration unit) {
        return numbers == null
                ? List.of()
                : Arrays.stream(numbers.split(", "))
                        .map(number -> NOW.minus(unit.multipliedBy(Long.parseLong(number))))
                        .toList();
    }
}
