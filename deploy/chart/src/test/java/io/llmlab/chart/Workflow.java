package io.llmlab.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Questions to a workflow of GitHub Actions.
record Workflow(String text, JsonNode tree) {

    static final Path FOLDER = Project.path(".github/workflows");

    static Workflow of(String name) {
        var text = Project.read(FOLDER.resolve(name));
        return new Workflow(text, Yaml.of(text));
    }

    static Stream<Workflow> all() {
        return Project.files(FOLDER, ".yaml").stream()
                .map(file -> of(file.getFileName().toString()));
    }

    JsonNode job(String name) {
        return tree.path("jobs").path(name);
    }

    List<JsonNode> jobs() {
        return list(tree.path("jobs"));
    }

    /// The actions and workflows that are used.
    List<String> used() {
        return Stream.concat(jobs().stream(), jobs().stream().flatMap(job -> list(job.path("steps")).stream()))
                .filter(part -> part.has("uses"))
                .map(part -> part.path("uses").asText())
                .toList();
    }

    /// What a job's steps have a shell do.
    static String commands(JsonNode job) {
        return String.join("\n", job.path("steps").findValuesAsText("run"));
    }

    /// All that a shell is told in the workflow.
    String commands() {
        return String.join("\n", jobs().stream().map(Workflow::commands).toList());
    }

    /// The first group of each place in the commands that fits.
    List<String> found(String pattern) {
        return Pattern.compile(pattern)
                .matcher(commands())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    static List<JsonNode> list(JsonNode array) {
        var list = new ArrayList<JsonNode>();
        array.forEach(list::add);
        return list;
    }
}
