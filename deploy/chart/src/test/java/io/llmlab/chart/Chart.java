package io.llmlab.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The suite's chart, rendered by Helm itself. No cluster is asked for anything but a stub that knows Secrets.
final class Chart {

    static final Path FOLDER = Project.path("deploy/helm/llm-lab-monitor");
    static final String RELEASE = "lab";

    /// What all names of a release begin with.
    static final String NAME = RELEASE + "-llm-lab";

    /// The annotation that says when a hook runs, as these tests see it.
    static final String HOOK = "rendered/hook";

    private static final Path WITHOUT_HOOKS = withoutHooks();

    private Chart() {}

    /// Hooks are among what is rendered.
    ///
    /// @throws RuntimeException with Helm's words where it refuses the values
    static List<JsonNode> render(JsonNode values) {
        return render(WITHOUT_HOOKS, values);
    }

    /// What Helm tells the person who installs. The library's template leaves it out, so here an object holds it.
    static String notes(JsonNode values) {
        try {
            var copy = Files.createTempDirectory("notes").resolve("llm-lab-monitor");
            Project.copy(FOLDER, copy);
            Files.writeString(copy.resolve("templates/notes.yaml"), """
                    ---
                    kind: Notes
                    text: {{ include (print .Template.BasePath "/NOTES.txt") . | quote }}
                    """);
            return render(copy, values).stream()
                    .filter(document -> document.path("kind").asText().equals("Notes"))
                    .findFirst()
                    .orElseThrow()
                    .path("text")
                    .asText();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<JsonNode> render(Path chart, JsonNode values) {
        SecretsApi.start();
        try {
            var file = Files.createTempFile("values", ".yaml");
            try {
                Yaml.write(file, values);
                return Yaml.documents(new Helm(chart)
                        .template()
                        .withName(RELEASE)
                        .withNamespace("lab")
                        .withKubeVersion("1.36.0")
                        .withValuesFile(file)
                        .call());
            } finally {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// What a strict lint has to say against the chart with these values.
    static List<String> lint(JsonNode values) throws IOException {
        // The library's lint takes no values, so they become the chart's own.
        var copy = Files.createTempDirectory("lint").resolve("llm-lab-monitor");
        Project.copy(FOLDER, copy);
        Yaml.write(copy.resolve("values.yaml"), Yaml.merged((ObjectNode) values(), values));
        var result = new Helm(copy).lint().strict().call();
        return result.isFailed() ? result.getMessages() : List.of();
    }

    /// The library's template leaves hooks out, so here they are ordinary objects.
    private static Path withoutHooks() {
        try {
            var copy = Files.createTempDirectory("chart").resolve("llm-lab-monitor");
            Project.copy(FOLDER, copy);
            for (var template : Project.files(copy.resolve("templates"), ".yaml")) {
                Files.writeString(template, Project.read(template).replace("helm.sh/hook:", HOOK + ":"));
            }
            return copy;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static JsonNode values() {
        return Yaml.read(FOLDER.resolve("values.yaml"));
    }
}
