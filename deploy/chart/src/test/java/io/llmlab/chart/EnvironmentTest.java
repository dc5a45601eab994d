package io.llmlab.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.chart.Project.Service;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the chart tells the services, held against what they listen to.
class EnvironmentTest {

    private static final String SERVERS = "{database: {host: db}, kafka: {bootstrapServers: 'k:9092'}}";

    @ParameterizedTest
    @EnumSource(Service.class)
    void eachVariableIsOneThatTheServiceReads(Service service) {
        var names = variables(deployment(withAllSwitches(), service)).stream()
                .map(variable -> variable.path("name").asText())
                .toList();

        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(8);
        assertThat(KnownSettings.of(service)).containsAll(names);
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void portsAreThoseOfTheService(Service service) throws Exception {
        var properties = new Properties();
        properties.load(Files.newBufferedReader(
                Project.path(service.module).resolve("src/main/resources/application.properties")));
        var http = properties.getProperty("quarkus.http.port").replaceAll("\\D", "");

        var ports = deployment(Chart.render(Yaml.of(SERVERS)), service)
                .pod()
                .path("containers")
                .path(0)
                .path("ports");

        assertThat(ports.path(0).path("containerPort").asText()).isEqualTo(http);
        assertThat(ports.path(1).path("containerPort").asText())
                .isEqualTo(properties.getProperty("quarkus.management.port"));
    }

    @Test
    void onlyTheGatewayKnowsTheAdminKeyAndOnlyTheKeeperOfSecretsTheirKeys() {
        var documents = Chart.render(Yaml.of(SERVERS));

        for (var service : Service.values()) {
            var names = variables(deployment(documents, service)).stream()
                    .map(variable -> variable.path("name").asText())
                    .toList();
            assertThat(names.contains("API_ADMIN_KEY")).isEqualTo(service == Service.GATEWAY);
            assertThat(names.contains("LLMLAB_SECRETS_KEYS")).isEqualTo(service == Service.ALERT);
        }
    }

    @Test
    void passwordsStandInSecretsOnly() {
        var documents = Chart.render(
                Yaml.merged(Yaml.of(SERVERS), Yaml.of("secrets: {adminKey: %s}".formatted("k".repeat(40)))));

        assertThat(Manifest.of(documents)
                        .filter(manifest -> !manifest.kind().equals("Secret"))
                        .map(manifest -> manifest.tree().toString()))
                .noneMatch(text -> text.contains("k".repeat(40)));
    }

    @Test
    void linksBeginWithWhatTheIngressOrTheRouteSays() {
        assertThat(publicUrl("ingress: {enabled: true, host: lab.example, tlsSecret: tls}"))
                .isEqualTo("https://lab.example");
        assertThat(publicUrl("ingress: {enabled: true, host: lab.example}")).isEqualTo("http://lab.example");
        assertThat(publicUrl("httpRoute: {enabled: true, host: lab.example, parentRefs: [{name: g}]}"))
                .isEqualTo("https://lab.example");
        assertThat(publicUrl("publicUrl: https://other.example\ningress: {enabled: true, host: lab.example}"))
                .isEqualTo("https://other.example");
        assertThat(publicUrl("{}")).isEmpty();
    }

    @Test
    void theHookMigratesWhatTheServicesThenLeaveAlone() {
        var byHook = Chart.render(Yaml.of(SERVERS));
        var byStart = Chart.render(Yaml.merged(Yaml.of(SERVERS), Yaml.of("database: {migrations: start}")));

        for (var service : Service.values()) {
            assertThat(value(deployment(byHook, service), "QUARKUS_FLYWAY_MIGRATE_AT_START"))
                    .isEqualTo("false");
            assertThat(value(deployment(byStart, service), "QUARKUS_FLYWAY_MIGRATE_AT_START"))
                    .isEmpty();
            var job = found(byHook, "Job", Chart.NAME + "-migrate-" + service.id());
            assertThat(value(job, "QUARKUS_INIT_AND_EXIT")).isEqualTo("true");
            assertThat(value(job, "DATABASE_URL")).isEqualTo(value(deployment(byHook, service), "DATABASE_URL"));
            assertThat(job.pod().path("containers").path(0).path("image"))
                    .isEqualTo(deployment(byHook, service)
                            .pod()
                            .path("containers")
                            .path(0)
                            .path("image"));
        }
        assertThat(Manifest.of(byStart).filter(manifest -> manifest.kind().equals("Job")))
                .isEmpty();
    }

    @Test
    void tracesGoWhereTheValuesSayAndPoliciesLetThem() {
        var off = Chart.render(Yaml.of(SERVERS));
        var on = Chart.render(Yaml.merged(
                Yaml.of(SERVERS),
                Yaml.of("tracing: {enabled: true, endpoint: 'http://collector.example:4318', samplingRatio: 0.25}")));
        var secure = Chart.render(Yaml.merged(
                Yaml.of(SERVERS), Yaml.of("tracing: {enabled: true, endpoint: 'https://collector.example/otlp'}")));

        for (var service : Service.values()) {
            assertThat(value(deployment(off, service), "OTEL_SDK_DISABLED")).isEmpty();
            assertThat(value(deployment(on, service), "OTEL_SDK_DISABLED")).isEqualTo("false");
            assertThat(value(deployment(on, service), "OTEL_EXPORTER_OTLP_ENDPOINT"))
                    .isEqualTo("http://collector.example:4318");
            assertThat(value(deployment(on, service), "OTEL_EXPORTER_OTLP_PROTOCOL"))
                    .isEqualTo("http/protobuf");
            assertThat(value(deployment(on, service), "OTEL_TRACES_SAMPLER_ARG"))
                    .isEqualTo("0.25");
        }
        assertThat(openPorts(off)).contains("9092").doesNotContain("4318");
        assertThat(openPorts(on)).contains("4318");
        assertThat(openPorts(secure)).contains("443");
        assertThatThrownBy(() -> Chart.render(Yaml.merged(Yaml.of(SERVERS), Yaml.of("tracing: {enabled: true}"))))
                .hasMessageContaining("tracing.endpoint is needed");
    }

    private static List<String> openPorts(List<JsonNode> documents) {
        return found(documents, "NetworkPolicy", Chart.NAME)
                .tree()
                .path("spec")
                .path("egress")
                .findValuesAsText("port");
    }

    /// As README's picture of the suite has it.
    @Test
    void callersReachWhomTheyCallAndNobodyElse() {
        var documents = Chart.render(Yaml.of(SERVERS));

        for (var called : Service.values()) {
            for (var caller : Service.values()) {
                var meant = called == Service.GATEWAY
                        || caller == Service.GATEWAY
                        || caller == Service.ALERT && called == Service.REGRESSION;
                assertThat(NetworkPolicies.admits(
                                documents,
                                deployment(documents, caller).podLabels(),
                                deployment(documents, called).podLabels(),
                                "http"))
                        .as("%s calls %s", caller, called)
                        .isEqualTo(meant);
            }
        }
    }

    private static String publicUrl(String values) {
        return value(
                deployment(Chart.render(Yaml.merged(Yaml.of(SERVERS), Yaml.of(values))), Service.ALERT), "PUBLIC_URL");
    }

    /// For servers that are given, with as much as there is at once.
    static List<JsonNode> withAllSwitches() {
        var values = (ObjectNode) new Switches().most();
        // What a person adds is the person's matter.
        ((ObjectNode) values.path("runner")).remove("extraEnv");
        var full = Yaml.merged(values, Yaml.of(SERVERS));
        full.remove("evaluation");
        // Beside a secret with the proxies as well as without one.
        return Chart.render(Yaml.merged(full, Yaml.of("outgoing: {noProxy: [models.svc]}")));
    }

    static Manifest deployment(List<JsonNode> documents, Service service) {
        return found(documents, "Deployment", Chart.NAME + "-" + service.id());
    }

    private static Manifest found(List<JsonNode> documents, String kind, String name) {
        return Manifest.of(documents)
                .filter(manifest -> manifest.is(kind, name))
                .findFirst()
                .orElseThrow();
    }

    static List<JsonNode> variables(Manifest manifest) {
        var all = new ArrayList<JsonNode>();
        manifest.pod().path("containers").path(0).path("env").forEach(all::add);
        return all;
    }

    private static String value(Manifest manifest, String variable) {
        return variables(manifest).stream()
                .filter(found -> found.path("name").asText().equals(variable))
                .map(found -> found.path("value").asText())
                .findFirst()
                .orElse("");
    }
}
