package io.llmlab.alert.policy.mute;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.alert.policy.AlertMatcher;
import io.llmlab.alert.policy.Hold;
import io.llmlab.alert.policy.Matching;
import io.llmlab.alert.policy.Traits;
import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.signal.Model;
import io.llmlab.alert.signal.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MutedTest {

    private static final Instant END = Instant.parse("2026-11-24T07:00:00Z");

    @ParameterizedTest
    @CsvSource(textBlock = """
            WARNING,  gpt-x, false, 2026-11-23T23:00:00Z, true
            INFO,     gpt-x, false, 2026-11-23T23:00:00Z, true
            CRITICAL, gpt-x, false, 2026-11-23T23:00:00Z, false
            CRITICAL, gpt-x, true,  2026-11-23T23:00:00Z, true
            WARNING,  gpt-y, true,  2026-11-23T23:00:00Z, false
            WARNING,  gpt-x, true,  2026-11-23T12:00:00Z, false
            """)
    void makesNewsWaitButNotWhatIsCritical(
            Severity severity, String model, boolean mutesCritical, Instant now, boolean wait) {
        var muted = new Muted(
                3,
                "nights",
                Matching.of(List.of(new AlertMatcher("model", "gpt-x", false))),
                Hours.of("0 22 * * *", 540, "UTC"),
                mutesCritical);
        var alert = new Traits(
                "nightly",
                AlertType.COST_ANOMALY,
                severity,
                new Model(7, model, "openai", Map.of()),
                "gsm8k",
                null,
                Map.of());

        var hold = new Hold(
                "mute-time/3", "mute time 3 (nights) until 2026-11-24T07:00:00Z", Map.of("mute_time", 3L), END);
        assertThat(muted.judge(alert, now)).isEqualTo(wait ? Optional.of(hold) : Optional.empty());
    }
}
