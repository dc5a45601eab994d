package io.llmlab.platform.figure;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Counts and measures. It is called after a commit, so that what was rolled back does not count.
@ApplicationScoped
public class Figures {

    private final MeterRegistry registry;

    Figures(MeterRegistry registry) {
        this.registry = registry;
    }

    /// @param values of the labels, in their order
    public void count(Figure figure, double amount, String... values) {
        Counter.builder(figure.name())
                .description(figure.meaning())
                .baseUnit(unit(figure))
                .tags(tags(figure, List.of(values)))
                .register(registry)
                .increment(amount);
    }

    /// Begins at 0. Else the first that is counted would be no increase to Prometheus, and no reason for an alert.
    ///
    /// @param values of the labels, in their order
    public void begin(Figure figure, String... values) {
        count(figure, 0, values);
    }

    /// @param took less than nothing counts as nothing: clocks of two machines differ
    /// @param values of the labels, in their order
    public void time(Figure figure, Duration took, String... values) {
        Timer.builder(figure.name())
                .description(figure.meaning())
                .tags(tags(figure, List.of(values)))
                .register(registry)
                .record(took.isNegative() ? Duration.ZERO : took);
    }

    /// Asks for the value whenever Prometheus does.
    ///
    /// @param value answers at once, and from memory
    /// @param values of the labels, in their order
    public void watch(Figure figure, Supplier<Number> value, String... values) {
        Gauge.builder(figure.name(), value)
                .description(figure.meaning())
                .baseUnit(unit(figure))
                .tags(tags(figure, List.of(values)))
                .register(registry);
    }

    MultiGauge rows(Figure figure) {
        return MultiGauge.builder(figure.name())
                .description(figure.meaning())
                .baseUnit(unit(figure))
                .register(registry);
    }

    static Tags tags(Figure figure, List<String> values) {
        if (values.size() != figure.labels().size()) {
            throw new IllegalArgumentException(
                    "%s has the labels %s, not %d values".formatted(figure.name(), figure.labels(), values.size()));
        }
        return Tags.of(IntStream.range(0, values.size())
                .mapToObj(at -> Tag.of(figure.labels().get(at), values.get(at)))
                .toList());
    }

    private static @Nullable String unit(Figure figure) {
        return figure.unit().isEmpty() ? null : figure.unit();
    }
}
