package io.llmlab.runner.score;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a judge can say, and what it is worth from 0 to 1.
public sealed interface JudgeScale {

    /// Right or wrong.
    JudgeScale DEFAULT = words(Map.of("CORRECT", 1.0, "INCORRECT", 0.0));

    /// Words, each with its value.
    record Words(Map<String, Double> values) implements JudgeScale {

        private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{N}_-]{0,39}");
        private static final int MOST = 20;

        public Words {
            require(values.size() >= 2 && values.size() <= MOST, "has a scale of not 2 to %d words".formatted(MOST));
            var folded = new LinkedHashMap<String, Double>();
            values.forEach((word, value) -> {
                require(WORD.matcher(word).matches(), "has '%s' on its scale, which is no word".formatted(word));
                require(value >= 0 && value <= 1, "has %s worth %s on its scale; from 0 to 1".formatted(word, value));
                require(folded.put(fold(word), value) == null, "has %s twice on its scale".formatted(word));
            });
            values = Map.copyOf(folded);
        }

        @Override
        public String named() {
            return "one of "
                    + String.join(", ", values.keySet().stream().sorted().toList());
        }

        @Override
        public OptionalDouble value(String said) {
            var value = values.get(fold(said));
            return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
        }

        /// One of the words, or what one of them is worth.
        @Override
        public OptionalDouble label(String label) {
            var word = value(label.strip());
            return word.isPresent()
                    ? word
                    : values.values().stream()
                            .filter(value -> isNumber(label, value))
                            .mapToDouble(value -> value)
                            .findFirst();
        }

        private static boolean isNumber(String label, double value) {
            try {
                return Double.parseDouble(label) == value;
            } catch (NumberFormatException word) {
                return false;
            }
        }

        @Override
        public JsonNode wire() {
            var object = JsonNodeFactory.instance.objectNode();
            values.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(one -> object.put(one.getKey(), one.getValue()));
            return object;
        }

        private static String fold(String word) {
            return word.toUpperCase(Locale.ROOT);
        }
    }

    /// A number from the lowest, which is worth 0, to the highest, which is worth 1.
    record Numbers(double lowest, double highest) implements JudgeScale {

        private static final Pattern NUMBER = Pattern.compile("(-?\\d{1,9}(?:\\.\\d{1,9})?)(?:\\s*/\\s*(\\d{1,9}))?");

        public Numbers {
            require(
                    Double.isFinite(lowest) && Double.isFinite(highest) && lowest < highest,
                    "has a scale of numbers that does not go from a lower to a higher one");
        }

        @Override
        public String named() {
            return "a number from %s to %s".formatted(plain(lowest), plain(highest));
        }

        /// `4`, `4.5`, or `4/5` where 5 is the highest.
        @Override
        public OptionalDouble value(String said) {
            var number = NUMBER.matcher(said);
            if (!number.matches() || (number.group(2) != null && Double.parseDouble(number.group(2)) != highest)) {
                return OptionalDouble.empty();
            }
            var value = Double.parseDouble(number.group(1));
            return value < lowest || value > highest
                    ? OptionalDouble.empty()
                    : OptionalDouble.of((value - lowest) / (highest - lowest));
        }

        @Override
        public JsonNode wire() {
            return JsonNodeFactory.instance.arrayNode().add(lowest).add(highest);
        }

        private static String plain(double number) {
            return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
        }
    }

    /// How the judge is told what it can say.
    String named();

    /// What a verdict is worth, 0 to 1; empty: it is none of the scale.
    OptionalDouble value(String said);

    /// What a person's verdict is worth, 0 to 1; empty: it is none of the scale.
    default OptionalDouble label(String label) {
        return value(label.strip());
    }

    /// As [#read] reads it.
    JsonNode wire();

    static JudgeScale words(Map<String, Double> values) {
        return new Words(values);
    }

    /// `{"good": 1, "fair": 0.5, "bad": 0}`, or `[1, 5]`.
    ///
    /// @throws IllegalArgumentException saying what is allowed
    static JudgeScale read(JsonNode wire) {
        if (wire.isObject() && wire.valueStream().allMatch(JsonNode::isNumber)) {
            return words(wire.propertyStream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, one -> one.getValue().doubleValue())));
        }
        require(
                wire.isArray() && wire.size() == 2 && wire.valueStream().allMatch(JsonNode::isNumber),
                "has a scale that is neither words with their values ({\"good\": 1, \"bad\": 0}) nor a lowest and a highest number ([1, 5])");
        return new Numbers(wire.get(0).doubleValue(), wire.get(1).doubleValue());
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
