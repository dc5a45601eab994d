package io.llmlab.alert.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.alert.signal.Model;
import io.llmlab.alert.signal.Subject;
import io.llmlab.alert.watch.Expectation.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    private static final Subject SUBJECT = new Subject(7, new Model(3, "gpt-x", "openai", Map.of()), "gsm8k", Map.of());
    private static final Instant SINCE = Instant.parse("2026-11-29T02:00:00Z");

    @Test
    void saysWhatDidNotHappenAndWhenItShouldHave() {
        var firing = Words.trouble(new Expectation(Kind.FIRING, "nightly", SUBJECT, SINCE, Duration.ofMinutes(5), ""));
        var ending = Words.trouble(new Expectation(Kind.ENDING, "nightly", SUBJECT, SINCE, Duration.ofHours(24), ""));
        var series = Words.trouble(Expectation.ofSeries(
                SUBJECT, SINCE, Duration.ofMinutes(26 * 60 + 24), "its expected_interval is 24 hours"));

        assertThat(firing.title()).isEqualTo("Job nightly was not fired");
        assertThat(firing.text())
                .isEqualTo("Job nightly (gpt-x on gsm8k) was due at 2026-11-29 02:00 UTC and was not fired within 5"
                        + " minutes");
        assertThat(ending.title()).isEqualTo("No run of job nightly has ended");
        assertThat(ending.text())
                .isEqualTo(
                        "Job nightly was fired, and no run of gpt-x on gsm8k has ended since, although the job was due"
                                + " again at 2026-11-29 02:00 UTC");
        assertThat(series.title()).isEqualTo("gpt-x on gsm8k is silent");
        assertThat(series.text())
                .isEqualTo("The last run of gpt-x on gsm8k came at 2026-11-29 02:00 UTC, and none within 26 hours: its"
                        + " expected_interval is 24 hours");
    }

    @ParameterizedTest
    @CsvSource({"PT5M, 5 minutes", "PT2H59M, 179 minutes", "PT3H, 3 hours", "PT71H, 71 hours", "P3D, 3 days"})
    void saysHowLong(Duration length, String words) {
        assertThat(Words.span(length)).isEqualTo(words);
    }
}
