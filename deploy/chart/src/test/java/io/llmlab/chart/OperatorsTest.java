package io.llmlab.chart;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.chart.Project.Service;
import io.llmlab.local.server.SuiteTopics;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What operators make of `k8s/`: held against their schemas, the suite's own topics, and what each service reads and
/// writes.
class OperatorsTest {

    private static final Path BASE = Project.path("k8s/base");

    @Test
    void eachFileIsInTheBaseAndWhatTheOperatorsTake() {
        var listed = new TreeSet<String>();
        Yaml.read(BASE.resolve("kustomization.yaml")).path("resources").forEach(file -> listed.add(file.asText()));
        var there = Project.files(BASE, ".yaml").stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> !name.equals("kustomization.yaml"))
                .collect(Collectors.toSet());
        assertThat(listed).containsExactlyInAnyOrderElementsOf(there);

        var schemas = new Schemas();
        assertThat(documents().stream().flatMap(document -> schemas.errors(document).stream()))
                .isEmpty();
    }

    @Test
    void topicsAreThoseOfTheSuiteWithCopiesAndRetention() {
        var topics = of("KafkaTopic");

        assertThat(topics.stream().map(Manifest::name).toList())
                .containsExactlyInAnyOrderElementsOf(
                        SuiteTopics.all().stream().map(topic -> topic.name()).toList());
        var byName = topics.stream()
                .collect(Collectors.toMap(Manifest::name, topic -> topic.tree().path("spec")));
        SuiteTopics.all().forEach(topic -> {
            var spec = requireNonNull(byName.get(topic.name()));
            var config = spec.path("config");
            assertThat(spec.path("partitions").asInt()).isEqualTo(topic.numPartitions());
            assertThat(spec.path("replicas").asInt()).isEqualTo(3);
            assertThat(config.path("min.insync.replicas").asInt()).isEqualTo(2);
            assertThat(config.path("cleanup.policy").asText("delete")).isEqualTo(cleanup(topic.configs()));
            assertThat(config.has("retention.ms"))
                    .isEqualTo(cleanup(topic.configs()).equals("delete"));
        });
    }

    @Test
    void theChartsJobMakesTheSameTopics() {
        var lines =
                Project.read(Chart.FOLDER.resolve("files/topics.txt")).lines().toList();

        var made =
                lines.stream().map(line -> line.split(" ")[0]).flatMap(name -> List.of(name, name + ".dlq").stream());
        assertThat(made)
                .containsExactlyInAnyOrderElementsOf(
                        SuiteTopics.all().stream().map(topic -> topic.name()).toList());
        SuiteTopics.all().stream()
                .filter(topic -> !topic.name().endsWith(".dlq"))
                .forEach(topic -> assertThat(lines).contains(topic.name() + " " + cleanup(topic.configs())));
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void usersMayDoWhatTheServiceDoesAndNoMore(Service service) throws IOException {
        var incoming = incoming(service);
        var readable = new HashSet<String>();
        var groups = new HashSet<String>();
        var writable = new HashSet<>(produced(service));
        incoming.values().forEach(channel -> {
            readable.addAll(List.of(channel.getOrDefault("topics", channel.getOrDefault("topic", ""))
                    .split(",")));
            groups.add(requireNonNull(channel.get("group.id")));
            var deadLetters = channel.get("dead-letter-queue.topic");
            if (deadLetters != null) {
                writable.add(deadLetters);
            }
        });

        var acls = of("KafkaUser").stream()
                .filter(user -> user.name().equals("llmlab-" + service.id()))
                .findFirst()
                .orElseThrow()
                .tree()
                .path("spec")
                .path("authorization")
                .path("acls");

        assertThat(named(acls, "topic", "Read")).isEqualTo(readable);
        assertThat(named(acls, "topic", "Write")).isEqualTo(writable);
        assertThat(named(acls, "group", "Read")).isEqualTo(groups);
    }

    @ParameterizedTest
    @ValueSource(strings = {"values-operators.yaml", "values-managed.yaml"})
    void theExamplesAreValuesOfTheChart(String file) {
        var schemas = new Schemas();

        var documents = Chart.render(Yaml.read(Project.path("k8s/examples").resolve(file)));

        assertThat(documents.stream().flatMap(document -> schemas.errors(document).stream()))
                .isEmpty();
    }

    @Test
    void theChartAsksForTheSecretsThatTheOperatorsMake() {
        var values = Yaml.read(Project.path("k8s/examples/values-operators.yaml"));
        var users = of("KafkaUser").stream().map(Manifest::name).collect(Collectors.toSet());
        var passwords = new HashSet<String>();
        of("Cluster")
                .getFirst()
                .tree()
                .path("spec")
                .path("managed")
                .path("roles")
                .forEach(role ->
                        passwords.add(role.path("passwordSecret").path("name").asText()));

        assertThat(texts(values.path("kafka").path("sasl").path("existingSecrets")))
                .isEqualTo(users);
        assertThat(texts(values.path("database").path("existingSecrets"))).isEqualTo(passwords);
        assertThat(values.path("database").path("host").asText())
                .isEqualTo(of("Cluster").getFirst().name() + "-rw");
        assertThat(values.path("kafka").path("bootstrapServers").asText())
                .isEqualTo(of("Kafka").getFirst().name() + "-kafka-bootstrap:9093");
    }

    private static String cleanup(@Nullable Map<String, String> configs) {
        return configs == null ? "delete" : configs.getOrDefault("cleanup.policy", "delete");
    }

    private static List<JsonNode> documents() {
        return Project.files(BASE, ".yaml").stream()
                .filter(file -> !file.endsWith("kustomization.yaml"))
                .flatMap(file -> Yaml.documents(Project.read(file)).stream())
                .toList();
    }

    private static List<Manifest> of(String kind) {
        return Manifest.of(documents())
                .filter(manifest -> manifest.kind().equals(kind))
                .toList();
    }

    private static Set<String> texts(JsonNode object) {
        return new HashSet<>(Manifest.strings(object).values());
    }

    private static Set<String> named(JsonNode acls, String type, String operation) {
        var names = new HashSet<String>();
        acls.forEach(acl -> {
            if (acl.path("resource").path("type").asText().equals(type)
                    && acl.path("operations").toString().contains("\"" + operation + "\"")) {
                names.add(acl.path("resource").path("name").asText());
            }
        });
        return names;
    }

    /// Channels by name, each with its settings.
    private static Map<String, Map<String, String>> incoming(Service service) throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(
                Project.read(Project.path(service.module).resolve("src/main/resources/application.properties"))));
        var channels = new HashMap<String, Map<String, String>>();
        var prefix = "mp.messaging.incoming.";
        properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith(prefix))
                .forEach(name -> {
                    var rest = name.substring(prefix.length());
                    var dot = rest.indexOf('.');
                    channels.computeIfAbsent(rest.substring(0, dot), _ -> new HashMap<>())
                            .put(rest.substring(dot + 1), properties.getProperty(name));
                });
        return channels;
    }

    private static Set<String> produced(Service service) {
        return Contracts.of(service).stream()
                .map(event -> "llmlab.%s.v1".formatted(event.topic()))
                .collect(Collectors.toSet());
    }
}
