package io.llmlab.runner.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.runner.command.CommandConfig.Program;
import io.llmlab.runner.execute.RunFailure;
import io.llmlab.runner.run.BenchmarkConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The programs that runs may execute, and what a run gives them.
@ApplicationScoped
class Programs {

    private static final Set<String> OURS = Set.of("model", "remote_name", "base_url", "dataset", "output", "run_id");
    private static final String POINTER = "/benchmark_config/";
    private static final int LONGEST_VALUE = 1000;

    private final CommandConfig config;

    Programs(CommandConfig config) {
        this.config = config;
    }

    /// @throws Invalid where the configuration can never be executed
    void check(BenchmarkConfig wanted) {
        var program = find(wanted.program());
        if (program == null) {
            throw Invalid.inBody(POINTER + "program", unknown(wanted.program()));
        }
        var values = values(program, wanted.arguments());
        OURS.forEach(name -> values.put(name, "x"));
        try {
            template(program).filled(values, program.leadingDashes());
        } catch (RunFailure unfit) {
            throw Invalid.inBody(POINTER + "arguments", String.valueOf(unfit.getMessage()));
        }
    }

    /// @throws RunFailure if it is not allowed any more, or not there
    Program require(@Nullable String name) {
        var program = find(name);
        if (program == null) {
            throw new RunFailure("benchmark_config.program " + unknown(name));
        }
        if (!program.path().isAbsolute() || !Files.isExecutable(program.path())) {
            throw new RunFailure(
                    "runner.command.programs.%s.path is %s, which is no absolute path of an executable file on this machine"
                            .formatted(name, program.path()));
        }
        return program;
    }

    /// @param known values of the placeholders that are the service's own
    List<String> command(Program program, Map<String, String> known, @Nullable ObjectNode arguments) {
        var values = values(program, arguments);
        values.putAll(known);
        var command = new ArrayList<String>();
        command.add(program.path().toString());
        command.addAll(template(program).filled(values, program.leadingDashes()));
        return command;
    }

    private @Nullable Program find(@Nullable String name) {
        return name == null ? null : config.programs().get(name);
    }

    private String unknown(@Nullable String name) {
        var said = name == null ? "is needed by executor command" : "'%s' is not allowed".formatted(name);
        var known = new TreeSet<>(config.programs().keySet());
        return known.isEmpty()
                ? said + "; no program is, the settings runner.command.programs allow them"
                : "%s; allowed are %s".formatted(said, String.join(", ", known));
    }

    private static Template template(Program program) {
        return new Template(program.arguments().orElse(List.of()));
    }

    private static Map<String, String> values(Program program, @Nullable ObjectNode arguments) {
        var values = new HashMap<>(program.defaults());
        if (arguments != null) {
            var free = new TreeSet<>(template(program).placeholders());
            free.removeAll(OURS);
            requireKnown(arguments, free);
            arguments.properties().forEach(given -> values.put(given.getKey(), text(given.getKey(), given.getValue())));
        }
        return values;
    }

    private static void requireKnown(ObjectNode arguments, Set<String> free) {
        var unknown = new HashSet<String>();
        arguments.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(free);
        if (!unknown.isEmpty()) {
            throw Invalid.inBody(
                    POINTER + "arguments/" + new TreeSet<>(unknown).getFirst(),
                    free.isEmpty()
                            ? "is not known: the program takes no arguments"
                            : "is not known; the program takes " + String.join(", ", free));
        }
    }

    private static String text(String name, JsonNode value) {
        var text = value.asText();
        if (!value.isValueNode()
                || value.isNull()
                || text.length() > LONGEST_VALUE
                || text.chars().anyMatch(Character::isISOControl)) {
            throw Invalid.inBody(
                    POINTER + "arguments/" + name,
                    "must be a string, number or boolean of at most %d characters, none of them a control character"
                            .formatted(LONGEST_VALUE));
        }
        return text;
    }
}
