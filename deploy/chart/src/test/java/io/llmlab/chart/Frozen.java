package io.llmlab.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/// What a released chart rendered from some values: the state of a cluster that an upgrade meets. Kept in
/// `rendered/<version>/<case>.yaml`; what was random is the same each time.
record Frozen(String version, String name) {

    private static final Path FOLDER = Project.path("deploy/chart/src/test/resources/rendered");
    private static final Path VALUES = FOLDER.resolve("values.yaml");
    private static final String HELMS_HOOK = "helm.sh/hook";

    @Override
    public String toString() {
        return version + " " + name;
    }

    static List<Frozen> all() {
        return versions().stream()
                .flatMap(version -> names().stream().map(name -> new Frozen(version, name)))
                .toList();
    }

    static List<String> versions() {
        try (var folders = Files.list(FOLDER)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static List<String> names() {
        var names = new ArrayList<String>();
        Yaml.read(VALUES).fieldNames().forEachRemaining(names::add);
        return names;
    }

    static String currentVersion() {
        return Yaml.read(Chart.FOLDER.resolve("Chart.yaml")).path("version").asText();
    }

    JsonNode values() {
        return Yaml.read(VALUES).path(name);
    }

    Path file() {
        return FOLDER.resolve(version).resolve(name + ".yaml");
    }

    List<JsonNode> documents() {
        return Yaml.documents(Project.read(file()).replace(HELMS_HOOK + ":", Chart.HOOK + ":"));
    }

    /// Writes what today's chart renders, if nothing is there yet: what was released stays as it was.
    void freeze() throws IOException {
        if (Files.exists(file())) {
            return;
        }
        Files.createDirectories(file().getParent());
        Files.writeString(
                file(),
                Chart.render(values()).stream()
                        .map(Frozen::withFixedSecrets)
                        .map(Yaml::text)
                        .collect(Collectors.joining())
                        .replace(Chart.HOOK + ":", HELMS_HOOK + ":"));
    }

    private static JsonNode withFixedSecrets(JsonNode document) {
        if (document.path("kind").asText().equals("Secret") && document.path("data") instanceof ObjectNode data) {
            data.fieldNames()
                    .forEachRemaining(key -> data.put(
                            key,
                            Base64.getEncoder()
                                    .encodeToString("frozen %s".formatted(key).getBytes(StandardCharsets.UTF_8))));
        }
        return document;
    }
}
