package io.llmlab.alert.notify;

import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.signal.Cause;
import io.llmlab.alert.signal.Cause.Change;
import io.llmlab.alert.signal.Cause.Onset;
import io.llmlab.alert.signal.Cause.Peers;
import io.llmlab.alert.signal.Cause.RunAt;
import io.llmlab.alert.signal.History;
import io.llmlab.alert.signal.Interval;
import io.llmlab.alert.signal.Model;
import io.llmlab.alert.signal.NewsKind;
import io.llmlab.alert.signal.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Messages that no alert gave rise to.
public final class SampleMessages {

    private SampleMessages() {}

    /// What a person sends to see a channel work. It has neither model nor run, as some alerts have none.
    public static Message test(Instant at) {
        return new Message(
                NewsKind.OPENED,
                AlertType.SYSTEM_ERROR,
                Severity.INFO,
                "test",
                "This is a test of LLM Lab Monitor; nothing has happened",
                at,
                null,
                null,
                null,
                List.of(),
                0,
                null,
                null,
                null,
                null,
                true);
    }

    /// One that has everything a message can have.
    public static Message full(Instant at) {
        return full(NewsKind.OPENED, at);
    }

    /// The same for other news.
    public static Message full(NewsKind kind, Instant at) {
        return new Message(
                kind,
                AlertType.PERFORMANCE_REGRESSION,
                Severity.CRITICAL,
                "performance_regression_critical",
                "overall_accuracy of gpt-x on gsm8k fell by 61.5 %",
                at,
                new Model(7, "gpt-x", "openai", Map.of("team", "search")),
                "gsm8k",
                123L,
                List.of(item()),
                1,
                "https://lab.example.org/?alert=31",
                "https://lab.example.org/runbook",
                "https://lab.example.org/benchmark-runs/123",
                cause(at),
                chart(at),
                List.of(new Message.Annotation(at.minus(Duration.ofHours(2)), "deploy of prompt v7", "ci")),
                "https://lab.example.org/acknowledge/signed.text",
                false);
    }

    /// What an alert would look like, marked as a test. It opens and acknowledges nothing, and leads to no page that is
    /// not there.
    ///
    /// @param home the page that its links lead to, or null: it has none
    public static Message preview(Instant at, @Nullable String home) {
        var full = full(at);
        return new Message(
                full.kind(),
                full.alertType(),
                full.severity(),
                full.ruleId(),
                "Test, nothing has happened: " + full.title(),
                at,
                full.model(),
                full.dataset(),
                full.runId(),
                full.items(),
                full.omitted(),
                home,
                home,
                home,
                full.cause(),
                full.chart(),
                full.annotations(),
                null,
                true);
    }

    /// Twenty runs of which the last three are worse.
    private static Message.Chart chart(Instant at) {
        var values = List.of(
                0.56, 0.57, 0.55, 0.56, 0.58, 0.56, 0.54, 0.57, 0.56, 0.55, 0.57, 0.56, 0.58, 0.55, 0.56, 0.57, 0.56,
                0.23, 0.21, 0.2168);
        var points = IntStream.range(0, values.size())
                .mapToObj(
                        run -> new History.Point(at.minus(Duration.ofDays(values.size() - 1L - run)), values.get(run)))
                .toList();
        return new Message.Chart("overall_accuracy", 0.5625, at.minus(Duration.ofDays(2)), points);
    }

    private static Message.Item item() {
        return new Message.Item(
                31L,
                "178c657166d90574",
                "accuracy",
                "overall_accuracy",
                0.5625,
                0.2168,
                -0.6146,
                0.0007,
                0.1,
                new Interval(-0.41, -0.28),
                "overall_accuracy fell from 0.563 to 0.217 (-61.5 %, 95 % sure between -0.41 and -0.28, p = 0.0007, n = 3)");
    }

    private static Cause cause(Instant at) {
        var bad = new RunAt(123, at);
        return new Cause(
                "model",
                "none of 2 other models on this dataset got worse at the same time",
                new Onset(123, at, new RunAt(121, at), bad),
                new RunAt(120, at.minus(Duration.ofDays(1))),
                new Peers(0, 2, List.of()),
                new Peers(1, 3, List.of("mmlu")),
                new Peers(0, 0, List.of()),
                List.of(new Change("run_config.model_resolved", "gpt-x-2026-10-01", "gpt-x-2026-11-20", "model")),
                0);
    }
}
