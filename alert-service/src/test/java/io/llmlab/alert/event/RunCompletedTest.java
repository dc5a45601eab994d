package io.llmlab.alert.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.alert.recent.Streaks;
import io.llmlab.alert.signal.Model;
import io.llmlab.alert.signal.Signal;
import io.llmlab.alert.signal.Signal.ModelAsked;
import io.llmlab.alert.signal.Signal.RunSucceeded;
import io.llmlab.alert.signal.Signal.SamplesFailed;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunCompletedTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // status; samples; errors; message; reached
                "completed; 100; 0; ; true",
                "completed; 100; 99; ; true",
                "completed; 100; 100; ; false",
                "completed; 0; 0; ; true",
                "failed; 100; 100; None of the 100 requests was answered. 503; false",
                "failed; 100; 40; the time is over; true",
                "failed; 0; 0; None of the first 3 requests was answered. Connection refused; false",
                "failed; 0; 0; There is no dataset gsm8k; ",
                "failed; 0; 0; ; ",
                "cancelled; 10; 10; ; ",
                "cancelled; 10; 9; ; true",
                "cancelled; 0; 0; ; ",
            })
    void knowsWhetherItReachedTheModel(
            String status, int samples, int errors, @Nullable String message, @Nullable Boolean reached) {
        assertThat(run(status, samples, errors, message).recent().reached()).isEqualTo(reached);
    }

    @ParameterizedTest
    @CsvSource({
        // errors of 100, runs in a row that missed the model, what is said
        "100, 1, ModelAsked RunFailed",
        "100, 3, ModelAsked RunFailed",
        "100, 0, ModelAsked RunFailed",
        "50, 0, ModelAsked RunFailed",
        "50, 2, RunFailed",
    })
    void saysFirstWhatExplainsTheRest(int errors, int misses, String said) {
        var signals = run("failed", 100, errors, null).signals(new Streaks(1, misses, 7));

        assertThat(signals)
                .extracting(signal -> signal.getClass().getSimpleName())
                .containsExactly(said.split(" "));
    }

    /// One that is told late says nothing of how it is now.
    @Test
    void saysThatItWentWellWhereItIsTheNewest() {
        var run = run("completed", 100, 0, null);

        assertThat(run.signals(new Streaks(0, 0, 7)))
                .contains(new RunSucceeded(run.subject()), new SamplesFailed(run.subject(), 0, 100, true));
        assertThat(run.signals(new Streaks(1, 1, 8))).containsExactly(new SamplesFailed(run.subject(), 0, 100, false));
    }

    @Test
    void saysNothingOfACancelledRun() {
        assertThat(run("cancelled", 0, 0, null).signals(new Streaks(2, 2, 7))).isEmpty();
    }

    @Test
    void tellsWhyTheModelWasMissed() {
        Signal first = run("failed", 100, 100, "Connection refused")
                .signals(new Streaks(1, 2, 7))
                .getFirst();

        assertThat(first).isInstanceOfSatisfying(ModelAsked.class, asked -> {
            assertThat(asked.missedInARow()).isEqualTo(2);
            assertThat(asked.samples()).isEqualTo(100);
            assertThat(asked.reason()).isEqualTo("Connection refused");
        });
    }

    private static RunCompleted run(String status, int samples, int errors, @Nullable String message) {
        var now = Instant.parse("2026-11-29T12:00:00Z");
        return new RunCompleted(
                7,
                new Model(3, "gpt-x", "openai", Map.of()),
                new RunCompleted.Dataset("gsm8k"),
                status,
                message,
                samples,
                errors,
                null,
                now,
                now,
                Map.of(),
                "runner",
                null,
                false,
                null);
    }
}
