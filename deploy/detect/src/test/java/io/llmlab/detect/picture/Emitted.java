package io.llmlab.detect.picture;

import static java.util.Objects.requireNonNull;

import io.llmlab.regression.detect.Measurement;
import io.llmlab.regression.detect.Outcome;
import io.llmlab.regression.detect.Outcome.Measured;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a method said, as a result of the API shows it: numbers with four digits.
final class Emitted {

    private static final MathContext DIGITS = new MathContext(4);

    private Emitted() {}

    static String json(Outcome outcome) {
        var measured = requireNonNull(outcome instanceof Measured one ? one.measurement() : null, "it said nothing");
        var lines = new ArrayList<String>();
        lines.add("  \"outcome\": \"%s\","
                .formatted(outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT)));
        lines.add("  \"severity\": \"%s\",".formatted(outcome.severity().name().toLowerCase(Locale.ROOT)));
        lines.addAll(values(measured));
        lines.add("  \"statistical_details\": {");
        lines.add(new TreeMap<>(measured.details())
                .entrySet().stream()
                        .map(entry -> "    \"%s\": %s".formatted(entry.getKey(), written(entry.getValue())))
                        .collect(Collectors.joining(",\n")));
        lines.add("  }");
        return "{\n" + String.join("\n", lines) + "\n}\n";
    }

    private static List<String> values(Measurement measured) {
        return List.of(
                line("baseline_value", measured.baseline()),
                line("current_value", measured.current()),
                line("change_percent", measured.change()),
                line("p_value", measured.pValue()),
                line("change_point_index", measured.changePoint()));
    }

    private static String line(String key, @Nullable Object value) {
        return "  \"%s\": %s,".formatted(key, written(value));
    }

    private static String written(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Double number -> rounded(number);
            case Map<?, ?> map -> throw new IllegalArgumentException("No method tells a map: " + map);
            case Collection<?> list -> list.stream().map(Emitted::written).collect(Collectors.joining(", ", "[", "]"));
            case String words -> '"' + words + '"';
            default -> value.toString();
        };
    }

    private static String rounded(double number) {
        if (number == 0) {
            return "0";
        }
        var digits = new BigDecimal(number).round(DIGITS).stripTrailingZeros();
        return Math.abs(number) >= 1e-4 && Math.abs(number) < 1e7 ? digits.toPlainString() : digits.toString();
    }
}
