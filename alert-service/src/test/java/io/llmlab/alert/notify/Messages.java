package io.llmlab.alert.notify;

import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.signal.Cause;
import io.llmlab.alert.signal.Model;
import io.llmlab.alert.signal.NewsKind;
import io.llmlab.alert.signal.Severity;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Messages for the tests of channels.
public final class Messages {

    private Messages() {}

    public static Message titled(String title) {
        return of(title, "gpt-x", 1);
    }

    public static Message of(String title, String model, int items) {
        return of(NewsKind.OPENED, title, model, items, null);
    }

    public static Message of(NewsKind kind, int items) {
        return of(kind, "t", "gpt-x", items, null);
    }

    public static Message because(Cause cause) {
        return of(NewsKind.OPENED, "t", "gpt-x", 1, cause);
    }

    private static Message of(NewsKind kind, String title, String model, int items, @Nullable Cause cause) {
        return new Message(
                kind,
                AlertType.PERFORMANCE_REGRESSION,
                Severity.CRITICAL,
                "performance_regression_critical",
                title,
                Instant.parse("2026-11-23T12:00:00Z"),
                new Model(7, model, "openai", Map.of()),
                "gsm8k",
                123L,
                IntStream.range(0, items).mapToObj(Messages::item).toList(),
                0,
                "https://lab.example.org/?alert=31",
                null,
                "https://lab.example.org/benchmark-runs/123",
                cause,
                false);
    }

    /// About as many models on one data set; the first is `gpt-0`.
    public static Message ofModels(int models) {
        return new Message(
                NewsKind.OPENED,
                AlertType.PERFORMANCE_REGRESSION,
                Severity.CRITICAL,
                "r",
                "t",
                Instant.parse("2026-11-23T12:00:00Z"),
                new Model(7, "gpt-0", "openai", Map.of("team", "search")),
                "gsm8k",
                123L,
                IntStream.range(0, models).mapToObj(Messages::itemOfModel).toList(),
                0,
                null,
                null,
                null,
                null,
                false);
    }

    private static Message.Item itemOfModel(int number) {
        return new Message.Item(
                31L + number,
                "%016x".formatted(number),
                "accuracy",
                "m",
                0.5,
                0.2,
                -0.6,
                0.01,
                0.1,
                null,
                "gpt-%d on gsm8k: m fell".formatted(number),
                "gpt-" + number,
                "gsm8k",
                "%016x".formatted(number));
    }

    private static Message.Item item(int number) {
        return new Message.Item(
                31L + number,
                "%016x".formatted(number),
                "accuracy",
                "m" + number,
                0.5,
                0.2,
                -0.6,
                0.01,
                0.1,
                null,
                "m%d fell <fast>".formatted(number));
    }
}
