package io.llmlab.alert.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.signal.NewsKind;
import io.llmlab.alert.signal.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasuredTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            PERFORMANCE_REGRESSION | accuracy      | 0.5625 | 0.2168 | -0.6146 | 0.1  | Change: accuracy 0.563 → 0.217 (-61.5 %)
            PERFORMANCE_REGRESSION | cost          | 0      | 12     | -       | -    | Change: cost 0 → 12
            LATENCY_SPIKE          | p95_latency   | 1200.4 | 1810.2 | 0.508   | 0.5  | Change: p95_latency 1200 → 1810 (+50.8 %)
            BENCHMARK_FAILURE      | -             | -      | 3      | -       | 2    | Runs in a row: 3 (alert from 2 on)
            MODEL_UNAVAILABLE      | -             | -      | 1      | -       | 1    | Runs in a row: 1 (alert from 1 on)
            HIGH_ERROR_RATE        | error_rate    | -      | 0.125  | -       | 0.05 | Error rate: 12.5 % (5.0 % are allowed)
            COST_ANOMALY           | cost_of_model | 4      | 10     | 1.5     | 0.5  | Cost: 4 USD → 10 USD (+150.0 %)
            COST_ANOMALY           | cost_of_model | -      | 12.346 | 0.23    | 10   | Cost: 12.3 USD (budget 10 USD a day)
            SYSTEM_ERROR           | nightly       | -      | -      | -       | -    | Of: nightly
            """)
    void saysItInTheTermsOfTheAlertType(
            AlertType type,
            @Nullable String metric,
            @Nullable Double baseline,
            @Nullable Double value,
            @Nullable Double change,
            @Nullable Double threshold,
            String expected) {
        var item = new Message.Item(1L, "f", "t", metric, baseline, value, change, null, threshold, null, "x");

        var fact = Measured.of(message(type, List.of(item))).orElseThrow();

        assertThat(fact.name() + ": " + fact.value()).isEqualTo(expected);
        assertThat(Facts.of(message(type, List.of(item)))).contains(fact);
    }

    @Test
    void isNothingOfASingleRunThatFailed() {
        var item = new Message.Item(1L, "f", null, null, null, null, null, null, null, null, "x");

        assertThat(Measured.of(message(AlertType.BENCHMARK_FAILURE, List.of(item))))
                .isEmpty();
        assertThat(Measured.of(message(AlertType.SYSTEM_ERROR, List.of()))).isEmpty();
    }

    private static Message message(AlertType type, List<Message.Item> items) {
        return new Message(
                NewsKind.OPENED,
                type,
                Severity.CRITICAL,
                "rule",
                "t",
                Instant.parse("2026-11-23T12:00:00Z"),
                null,
                null,
                null,
                items,
                0,
                null,
                null,
                null,
                null,
                false);
    }
}
