package io.llmlab.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.llmlab.local.server.SuiteTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The events as others read of them.
class AsyncApiTest {

    private static final Path DOCUMENT = Project.path("docs/asyncapi.yaml");

    /// Words of JSON Schema 2020-12 that draft 7, which AsyncAPI's tools read, does not have.
    private static final List<String> LATER = List.of(
            "$defs", "prefixItems", "dependentRequired", "dependentSchemas", "unevaluatedProperties", "minContains");

    /// `-Dllmlab.write=true` brings it up to date.
    @Test
    void isThatOfTheContractsAndTopics() throws IOException {
        if (Boolean.getBoolean("llmlab.write")) {
            Yaml.write(DOCUMENT, AsyncApi.document());
        }

        assertThat(Yaml.read(DOCUMENT)).isEqualTo(AsyncApi.document());
    }

    @Test
    void isOneOfAsyncApi() {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(Contracts.read(Path.of("src/test/resources/schemas/asyncapi-3.0.json")));

        assertThat(schema.validate(Yaml.read(DOCUMENT))).isEmpty();
    }

    @Test
    void hasEachTopicAndEachEventOnce() {
        var document = Yaml.read(DOCUMENT);

        assertThat(texts(document.path("channels"), "address"))
                .containsExactlyInAnyOrderElementsOf(SuiteTopics.all().stream()
                        .map(topic -> topic.name())
                        .filter(topic -> !topic.endsWith(".dlq"))
                        .toList());
        var carried = new ArrayList<String>();
        document.path("channels")
                .forEach(channel -> channel.path("messages").fieldNames().forEachRemaining(carried::add));
        assertThat(carried)
                .containsExactlyInAnyOrderElementsOf(
                        Contracts.all().stream().map(event -> event.name()).toList());
    }

    @Test
    void refersToNothingThatIsNotThere() {
        var document = Yaml.read(DOCUMENT);

        assertThat(document.findValuesAsText("$ref"))
                .hasSizeGreaterThan(20)
                .allMatch(reference -> !document.at(reference.substring(1)).isMissingNode());
    }

    @Test
    void saysNothingThatToolsDoNotRead() {
        for (var event : Contracts.all()) {
            for (var word : LATER) {
                assertThat(event.schema().findValue(word))
                        .as("%s in %s", word, event.name())
                        .isNull();
            }
        }
    }

    /// What is in a release's folder was sent by that release, and is not touched again.
    @Test
    void eachEventIsFrozenWithTheRelease() throws IOException {
        for (var service : Project.Service.values()) {
            var events = new TreeSet<>(Contracts.of(service).stream()
                    .map(event -> event.name() + ".json")
                    .toList());
            var folder = Contracts.folder(service).resolve("events/1.0");
            if (events.isEmpty()) {
                assertThat(folder).doesNotExist();
                continue;
            }
            try (var files = Files.list(folder)) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .containsExactlyInAnyOrderElementsOf(events);
            }
        }
    }

    private static List<String> texts(JsonNode objects, String field) {
        var all = new ArrayList<String>();
        objects.forEach(object -> all.add(object.path(field).asText()));
        return all;
    }
}
