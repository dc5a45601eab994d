package io.llmlab.alert.policy.silence;

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

class SilencedTest {

    private static final Instant START = Instant.parse("2026-11-23T22:00:00Z");
    private static final Instant END = Instant.parse("2026-11-24T06:00:00Z");
    private static final Silenced SILENCED = new Silenced(
            12, Matching.of(List.of(new AlertMatcher("model", "gpt-x", false))), START, END, "silence 12 of ada");

    @ParameterizedTest
    @CsvSource(textBlock = """
            gpt-x, 2026-11-23T21:59:59.999Z, false
            gpt-x, 2026-11-23T22:00:00Z,     true
            gpt-x, 2026-11-24T05:59:59.999Z, true
            gpt-x, 2026-11-24T06:00:00Z,     false
            gpt-y, 2026-11-23T22:00:00Z,     false
            """)
    void coversFromItsStartUntilItsEnd(String model, Instant now, boolean held) {
        var alert = new Traits(
                "nightly",
                AlertType.LATENCY_SPIKE,
                Severity.CRITICAL,
                new Model(7, model, "openai", Map.of()),
                "gsm8k",
                null,
                Map.of());

        var hold = SILENCED.judge(alert, now);

        var kept = new Hold("silence/12", "silence 12 of ada", Map.of("silence", 12L), END);
        assertThat(hold).isEqualTo(held ? Optional.of(kept) : Optional.empty());
    }
}
