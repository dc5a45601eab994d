package io.llmlab.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The values, what the schema says of them, and what the README says of them.
class ValuesTest {

    private static final Path README = Chart.FOLDER.resolve("README.md");
    private static final String SERVERS = "database: {host: db}\nkafka: {bootstrapServers: 'k:9092'}\n";

    @Test
    void eachValueIsExplained() {
        assertThat(table().undocumented()).isEmpty();
    }

    /// `-Dllmlab.write=true` brings the table up to date.
    @Test
    void theReadmesTableIsThatOfTheValues() throws IOException {
        var readme = Files.readString(README);
        var begin = "<!-- values: begin -->\n";
        var start = readme.indexOf(begin) + begin.length();
        var end = readme.indexOf("<!-- values: end -->");
        var wanted = readme.substring(0, start) + table().markdown() + readme.substring(end);
        if (Boolean.getBoolean("llmlab.write")) {
            Files.writeString(README, wanted);
        }
        assertThat(Files.readString(README)).isEqualTo(wanted);
    }

    @Test
    void theSchemaKnowsEachValueAndNoOther() throws IOException {
        var schema = schema();

        assertThat(keys(schema, "")).containsExactlyInAnyOrderElementsOf(keysOfValues(schema, Chart.values(), ""));
    }

    @Test
    void theDefaultsAndTheEvaluationFitTheSchema() throws IOException {
        var schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(schema());

        assertThat(schema.validate(Chart.values())).isEmpty();
        assertThat(schema.validate(Yaml.read(Chart.FOLDER.resolve("values-evaluation.yaml"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "runner: {replica: 3}",
                "runner: {replicas: -1}",
                "runner: {resources: {limits: {memory: null}}}",
                "runner: {resources: {limits: {memory: 1 gigabyte}}}",
                "database: {port: 70000}",
                "database: {migrations: never}",
                "kafka: {securityProtocol: TLS}",
                "kafka: {bootstrapServers: kafka}",
                "outgoing: {privateAddresses: sometimes}",
                "secrets: {adminKey: short}",
                "secrets: {secretsKeys: not-base64-of-32-bytes}",
                "publicUrl: lab.example",
                "runAsUser: 0",
                "heapPercentage: 100",
                "asCode: {files: {../lab.yaml: ''}}",
                "unknown: true"
            })
    void whatCannotBeRightIsRefused(String values) {
        assertThatThrownBy(() -> Chart.render(Yaml.merged(Yaml.of(SERVERS), Yaml.of(values))))
                .hasMessageContaining("don't meet the specifications of the schema");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka: {bootstrapServers: 'k:9092'}",
                "database: {host: db}",
                SERVERS + "ingress: {enabled: true}",
                SERVERS + "httpRoute: {enabled: true, host: lab.example}",
                "database: {host: db}\nkafka: {bootstrapServers: 'k:9092', securityProtocol: SASL_SSL}"
            })
    void whatIsMissingIsNamed(String values) {
        assertThatThrownBy(() -> Chart.render(Yaml.of(values)))
                .hasMessageMatching("(?s).*(database\\.host|kafka\\.bootstrapServers|ingress\\.host|"
                        + "httpRoute\\.parentRefs|kafka\\.sasl\\.mechanism) .*");
    }

    private static ValuesTable table() {
        return new ValuesTable(Project.read(Chart.FOLDER.resolve("values.yaml")), Chart.values());
    }

    private static JsonNode schema() throws IOException {
        return new ObjectMapper().readTree(Project.read(Chart.FOLDER.resolve("values.schema.json")));
    }

    /// Leaves of the schema; `global` is Helm's own.
    private static List<String> keys(JsonNode schema, String prefix) {
        var keys = new ArrayList<String>();
        schema.path("properties").properties().forEach(property -> {
            var key = prefix + property.getKey();
            if (property.getValue().has("properties")) {
                keys.addAll(keys(property.getValue(), key + "."));
            } else if (!key.equals("global")) {
                keys.add(key);
            }
        });
        return keys;
    }

    private static List<String> keysOfValues(JsonNode schema, JsonNode values, String prefix) {
        var keys = new ArrayList<String>();
        values.properties().forEach(value -> {
            var key = prefix + value.getKey();
            var below = schema.path("properties").path(value.getKey());
            if (below.has("properties")) {
                keys.addAll(keysOfValues(below, value.getValue(), key + "."));
            } else {
                keys.add(key);
            }
        });
        return keys;
    }
}
