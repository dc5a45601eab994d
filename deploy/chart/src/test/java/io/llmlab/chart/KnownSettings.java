package io.llmlab.chart;

import io.llmlab.chart.Project.Service;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/// The environment variables a service really reads, as its sources say.
final class KnownSettings {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)");
    private static final Pattern PROPERTY = Pattern.compile("(?m)^([a-z][^=\\s%]*)=");
    private static final Pattern MAPPING = Pattern.compile("@ConfigMapping\\(prefix = \"([^\"]+)\"\\)");
    private static final Pattern METHOD =
            Pattern.compile("(?m)^    [A-Z]\\S*(?:<.*>)? (\\w+)\\(\\);|^    (?:int|long|double|boolean) (\\w+)\\(\\);");
    private static final Pattern LITERAL = Pattern.compile("\"([A-Z]+_[A-Z_]+|quarkus\\.[a-z.-]+)\"");

    /// Read by Quarkus and the JVM themselves, and by nothing that could be looked up here.
    private static final Set<String> OF_THE_PLATFORM = Set.of(
            "JAVA_TOOL_OPTIONS",
            "QUARKUS_INIT_AND_EXIT",
            "QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING",
            "QUARKUS_HTTP_PROXY_TRUSTED_PROXIES");

    private KnownSettings() {}

    static Set<String> of(Service service) {
        var known = new HashSet<>(OF_THE_PLATFORM);
        for (var module : List.of(service.module, "platform")) {
            var main = Project.path(module).resolve("src/main");
            Project.files(main.resolve("resources"), ".properties")
                    .forEach(file -> addProperties(Project.read(file), known));
            Project.files(main.resolve("java"), ".java").forEach(file -> addCode(Project.read(file), known));
        }
        // Whatever begins with kafka. reaches the clients.
        ConsumerConfig.configNames().forEach(name -> known.add(variable("kafka." + name)));
        return known;
    }

    private static void addProperties(String text, Set<String> known) {
        PLACEHOLDER.matcher(text).results().forEach(found -> known.add(found.group(1)));
        PROPERTY.matcher(text).results().forEach(found -> known.add(variable(found.group(1))));
    }

    private static void addCode(String text, Set<String> known) {
        if (text.contains("ConfigSource")) {
            LITERAL.matcher(text).results().forEach(found -> known.add(variable(found.group(1))));
        }
        if (text.contains("settings.put(\"quarkus.")) {
            LITERAL.matcher(text).results().forEach(found -> known.add(variable(found.group(1))));
        }
        MAPPING.matcher(text)
                .results()
                .forEach(mapping -> METHOD.matcher(text)
                        .results()
                        .flatMap(method -> Stream.of(method.group(1), method.group(2)))
                        .filter(name -> name != null)
                        .forEach(name -> known.add(variable(mapping.group(1) + "." + dashed(name)))));
    }

    private static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /// As MicroProfile Config finds a property in the environment.
    private static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
