package io.llmlab.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.chart.Project.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The contracts of events, as each producer keeps them.
final class Contracts {

    static final ObjectMapper MAPPER = new ObjectMapper();

    /// The topic of the events that share another's, by the event.
    static final Map<String, String> SHARED = Map.of(
            "regression-cleared", "regression-found",
            "heartbeat-started", "run-completed",
            "heartbeat-found", "regression-found");

    private static final String SCHEMA = ".v1.schema.json";

    private Contracts() {}

    /// An event of a service.
    record Event(Service producer, String name) {

        /// Without `llmlab.` and its version.
        String topic() {
            return SHARED.getOrDefault(name, name);
        }

        JsonNode schema() {
            return read(folder(producer).resolve(name + SCHEMA));
        }

        JsonNode example() {
            return read(folder(producer).resolve(name + ".v1.example.json"));
        }
    }

    static List<Event> all() {
        return Stream.of(Service.values())
                .flatMap(service -> of(service).stream())
                .toList();
    }

    static List<Event> of(Service service) {
        return Project.files(folder(service), SCHEMA).stream()
                .map(file -> file.getFileName().toString())
                .map(name -> new Event(service, name.substring(0, name.length() - SCHEMA.length())))
                .toList();
    }

    static Path folder(Service service) {
        return Project.path(service.module).resolve("src/main/resources/contract");
    }

    static JsonNode read(Path file) {
        try {
            return MAPPER.readTree(Project.read(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
