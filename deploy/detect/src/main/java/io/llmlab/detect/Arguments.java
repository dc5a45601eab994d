package io.llmlab.detect;

import io.llmlab.regression.detect.Detectors;
import io.llmlab.regression.detect.Direction;
import io.llmlab.regression.detect.scale.Family;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// What the command line says.
///
/// @param model the model's name for results that name none, null: what they say
/// @param family null: what the values of each series look like
/// @param direction the moves that count: [Direction#NONE] both, [Direction#LOWER_IS_BETTER] those up,
///     [Direction#HIGHER_IS_BETTER] those down
record Arguments(
        String method,
        @Nullable Family family,
        Direction direction,
        @Nullable String model,
        boolean json,
        boolean replay,
        List<Path> files) {

    /// Methods that find changes by dividing the whole series.
    private static final List<String> DIVIDING = List.of("auto", "change_point");

    static final String USAGE = """
            Usage: ./lab detect [options] FILE…

            Tells when series changed. A FILE is a CSV (the header names the series), a JSON object
            ({"name": [values]}), or results of an evaluation harness (a folder, file or archive of lm-eval,
            promptfoo, inspect, OpenAI evals or Bencher's format). Nothing needs to run.

              --method NAME      auto (default), change_point, or what is looked at after every run: %s
              --family FAMILY    auto (default), real, positive (latency, cost: changes are factors), proportion
              --direction WAY    both (default), up, down: the moves that count
              --model NAME       the model's name, for results that name none
              --replay           also the alarms of somebody who looks after every point
              --json             one JSON object, keyed by series name""".formatted(others());

    private static final Map<String, Direction> DIRECTIONS =
            Map.of("both", Direction.NONE, "up", Direction.LOWER_IS_BETTER, "down", Direction.HIGHER_IS_BETTER);

    private static String others() {
        return String.join(
                ", ",
                Detectors.names().stream()
                        .filter(name -> !DIVIDING.contains(name))
                        .toList());
    }

    /// @throws UsageException where it says something else than [#USAGE]
    static Arguments parse(List<String> words) {
        var left = new ArrayDeque<>(words);
        var method = "auto";
        Family family = null;
        var direction = Direction.NONE;
        String model = null;
        var json = false;
        var replay = false;
        var files = new ArrayList<Path>();
        while (!left.isEmpty()) {
            var word = left.remove();
            switch (word) {
                case "--method" -> method = method(value(word, left));
                case "--family" -> family = family(value(word, left));
                case "--direction" -> direction = direction(value(word, left));
                case "--model" -> model = value(word, left);
                case "--json" -> json = true;
                case "--replay" -> replay = true;
                default -> files.add(file(word));
            }
        }
        if (files.isEmpty()) {
            throw new UsageException("There is no FILE.");
        }
        return new Arguments(method, family, direction, model, json, replay, files);
    }

    boolean isDividing() {
        return DIVIDING.contains(method);
    }

    private static String value(String option, Queue<String> left) {
        var value = left.poll();
        if (value == null) {
            throw new UsageException(option + " needs a value.");
        }
        return value;
    }

    private static String method(String name) {
        if (Detectors.named(name).isEmpty()) {
            throw new UsageException(
                    "--method %s is not known; there are: %s.".formatted(name, String.join(", ", Detectors.names())));
        }
        return name;
    }

    private static @Nullable Family family(String name) {
        return switch (name) {
            case "auto" -> null;
            case "real", "positive", "proportion" -> Family.valueOf(name.toUpperCase(Locale.ROOT));
            default -> throw new UsageException("--family is auto, real, positive or proportion, not " + name + ".");
        };
    }

    private static Direction direction(String name) {
        var direction = DIRECTIONS.get(name);
        if (direction == null) {
            throw new UsageException("--direction is both, up or down, not " + name + ".");
        }
        return direction;
    }

    private static Path file(String word) {
        if (word.startsWith("--")) {
            throw new UsageException("%s is no option.".formatted(word));
        }
        return Path.of(word);
    }
}
