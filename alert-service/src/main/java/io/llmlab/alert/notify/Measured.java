package io.llmlab.alert.notify;

import io.llmlab.alert.notify.Message.Item;
import io.llmlab.alert.signal.AlertType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What was measured, and what it should have been, in one line: the most important item of a message in the terms of
/// its alert type.
final class Measured {

    private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_UP);
    private static final double MANY = 1_000;

    private Measured() {}

    /// Empty where nothing was measured, as with a single run that failed.
    static Optional<Fact> of(Message message) {
        return message.items().stream().findFirst().flatMap(item -> of(message.alertType(), item));
    }

    private static Optional<Fact> of(AlertType type, Item item) {
        var value = item.currentValue();
        return switch (type) {
            case PERFORMANCE_REGRESSION, LATENCY_SPIKE -> value == null ? none() : fact("Change", change(item, value));
            case BENCHMARK_FAILURE, MODEL_UNAVAILABLE ->
                value == null ? none() : fact("Runs in a row", limited(number(value), item, "alert from %s on"));
            case HIGH_ERROR_RATE ->
                value == null
                        ? none()
                        : fact(
                                "Error rate",
                                item.thresholdValue() == null
                                        ? percent(value)
                                        : "%s (%s are allowed)"
                                                .formatted(percent(value), percent(item.thresholdValue())));
            case COST_ANOMALY -> value == null ? none() : fact("Cost", cost(item, value));
            case SYSTEM_ERROR -> item.metricName() == null ? none() : fact("Of", item.metricName());
        };
    }

    private static String change(Item item, double value) {
        var from = item.baselineValue() == null ? "" : number(item.baselineValue()) + " → ";
        var by = item.changePercent() == null ? "" : " (%s)".formatted(signed(item.changePercent()));
        var name = item.metricName() == null ? "" : item.metricName() + " ";
        return name + from + number(value) + by;
    }

    /// Against the time before the condition is a fraction, else a budget.
    private static String cost(Item item, double value) {
        return item.baselineValue() == null
                ? limited("%s USD".formatted(number(value)), item, "budget %s USD a day")
                : "%s USD → %s USD%s"
                        .formatted(
                                number(item.baselineValue()),
                                number(value),
                                item.changePercent() == null ? "" : " (%s)".formatted(signed(item.changePercent())));
    }

    private static String limited(String measured, Item item, String limit) {
        return item.thresholdValue() == null
                ? measured
                : "%s (%s)".formatted(measured, limit.formatted(number(item.thresholdValue())));
    }

    private static Optional<Fact> none() {
        return Optional.empty();
    }

    private static Optional<Fact> fact(String name, String value) {
        return Optional.of(new Fact(name, value, null));
    }

    private static String signed(@Nullable Double fraction) {
        return fraction == null ? "" : String.format(Locale.ROOT, "%+.1f %%", fraction * 100);
    }

    private static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.1f %%", fraction * 100);
    }

    private static String number(double value) {
        return Math.abs(value) >= MANY
                ? String.format(Locale.ROOT, "%.0f", value)
                : BigDecimal.valueOf(value)
                        .round(THREE_DIGITS)
                        .stripTrailingZeros()
                        .toPlainString();
    }
}
