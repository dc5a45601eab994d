package io.llmlab.runner.command;

import io.llmlab.runner.execute.RunFailure;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The arguments of a program with placeholders. A value never becomes more than a part of the one argument its
/// placeholder stands in, and is not looked at for placeholders again.
record Template(List<String> arguments) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z][a-z0-9_]*)}");

    Template {
        arguments = List.copyOf(arguments);
    }

    /// In the order in which they stand.
    Set<String> placeholders() {
        var names = new LinkedHashSet<String>();
        for (var argument : arguments) {
            PLACEHOLDER.matcher(argument).results().forEach(found -> names.add(found.group(1)));
        }
        return names;
    }

    /// @param leadingDashes whether a value may make an argument that begins with a dash
    /// @throws RunFailure naming a placeholder that has no value, or one whose value would be taken for an
    /// option
    List<String> filled(Map<String, String> values, boolean leadingDashes) {
        return arguments.stream()
                .map(argument -> filled(argument, values, leadingDashes))
                .toList();
    }

    private static String filled(String argument, Map<String, String> values, boolean leadingDashes) {
        var filled = PLACEHOLDER
                .matcher(argument)
                .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), values)));
        if (filled.startsWith("-") && !argument.startsWith("-") && !leadingDashes) {
            throw new RunFailure(
                    "The argument %s would become '%s', which programs take for an option; the program's leading-dashes setting allows it"
                            .formatted(argument, filled));
        }
        return filled;
    }

    private static String value(String name, Map<String, String> values) {
        var value = values.get(name);
        if (value == null) {
            throw new RunFailure(
                    "The program's argument {%s} has no value; give it in benchmark_config.arguments".formatted(name));
        }
        return value;
    }
}
