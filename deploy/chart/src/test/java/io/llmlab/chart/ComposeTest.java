package io.llmlab.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.chart.Project.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The compose file says what the chart says.
class ComposeTest {

    /// What only a cluster has: a broker with logins, migrations before a start, a proxy in front of the gateway.
    private static final Set<String> OF_CLUSTERS = Set.of(
            "KAFKA_SECURITY_PROTOCOL",
            "KAFKA_SASL_MECHANISM",
            "KAFKA_SASL_JAAS_CONFIG",
            "KAFKA_SSL_TRUSTSTORE_TYPE",
            "KAFKA_SSL_TRUSTSTORE_LOCATION",
            "QUARKUS_FLYWAY_MIGRATE_AT_START",
            "QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING",
            "QUARKUS_HTTP_PROXY_TRUSTED_PROXIES");

    /// What the chart says otherwise: its proxies one by one, its authorities by the JVM's own store.
    private static final Set<String> OF_COMPOSE = Set.of("ALL_PROXY", "EXTRA_CA_BUNDLE");

    private static final Path FOLDER = Project.path("deploy/compose");
    private static final JsonNode COMPOSE = read();
    private static final List<JsonNode> CHART = Chart.render(Yaml.read(Chart.FOLDER.resolve("values-evaluation.yaml")));

    @ParameterizedTest
    @EnumSource(Service.class)
    void aServiceHasTheImageAndPortOfTheChart(Service service) {
        var container = EnvironmentTest.deployment(CHART, service)
                .pod()
                .path("containers")
                .path(0);

        assertThat(service(service).path("image")).isEqualTo(container.path("image"));
        assertThat(service(service).path("build").path("args").path("MODULE").asText())
                .isEqualTo(service.module);
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void aServiceIsToldWhatTheChartTellsIt(Service service) {
        var compose = names(service);
        var chart = new HashSet<String>();
        var constant = new HashSet<String>();
        for (var variable : EnvironmentTest.variables(EnvironmentTest.deployment(CHART, service))) {
            var optional = variable.path("valueFrom")
                    .path("secretKeyRef")
                    .path("optional")
                    .asBoolean(false);
            if (!optional) {
                chart.add(variable.path("name").asText());
            }
            if (Set.of("JAVA_TOOL_OPTIONS", "QUARKUS_HTTP_HOST", "QUARKUS_MANAGEMENT_HOST", "API_HOST")
                    .contains(variable.path("name").asText())) {
                constant.add(variable.path("name").asText() + "="
                        + variable.path("value").asText());
            }
        }

        assertThat(compose).containsAll(chart);
        assertThat(KnownSettings.of(service)).containsAll(compose);
        assertThat(constant)
                .isNotEmpty()
                .allSatisfy(pair -> assertThat(service(service)
                                .path("environment")
                                .path(pair.substring(0, pair.indexOf('=')))
                                .asText())
                        .isEqualTo(pair.substring(pair.indexOf('=') + 1)));
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void aServiceHasTheSettingsOfTheChartWithAllThatCanBeSwitchedOn(Service service) {
        var chart =
                EnvironmentTest.variables(EnvironmentTest.deployment(EnvironmentTest.withAllSwitches(), service))
                        .stream()
                        .map(variable -> variable.path("name").asText())
                        .filter(name -> !OF_CLUSTERS.contains(name))
                        .toList();

        assertThat(names(service)).containsAll(chart);
        assertThat(names(service)).allMatch(name -> chart.contains(name) || OF_COMPOSE.contains(name));
    }

    /// Each variable that those who call out read for it, by the names of their common settings.
    @ParameterizedTest
    @EnumSource(
            value = Service.class,
            names = {"RUNNER", "ALERT"})
    void whoCallsOutIsToldTheWay(Service service) {
        var settings =
                Project.read(Project.path("platform/src/main/resources/META-INF/microprofile-config.properties"));
        var names = settings.lines()
                .filter(line -> line.startsWith("llmlab.outgoing."))
                .flatMap(line ->
                        Pattern.compile("\\$\\{([A-Z_]+):").matcher(line).results())
                .map(found -> found.group(1))
                .collect(Collectors.toSet());

        assertThat(names).contains("HTTPS_PROXY", "EXTRA_CA_BUNDLE");
        assertThat(names(service)).containsAll(names);
        assertThat(service(service).path("volumes").toString())
                .contains(":"
                        + service(service)
                                .path("environment")
                                .path("EXTRA_CA_BUNDLE")
                                .asText()
                                .replaceAll(".*\\+|}", "")
                        + ":ro");
    }

    /// One version of the suite and one base image, in pom, chart, compose file and Dockerfile.
    @Test
    void versionAndBaseImageAreThoseOfTheBuild() {
        var pom = Project.read(Project.path("pom.xml"));
        var version = pom.substring(pom.indexOf("<version>") + "<version>".length(), pom.indexOf("</version>"));
        var base = pom.substring(pom.indexOf("<image.base>") + "<image.base>".length(), pom.indexOf("</image.base>"));

        assertThat(Yaml.read(Chart.FOLDER.resolve("Chart.yaml"))
                        .path("appVersion")
                        .asText())
                .isEqualTo(version);
        assertThat(service(Service.GATEWAY).path("image").asText()).endsWith(":" + version);
        assertThat(Project.read(FOLDER.resolve("Dockerfile"))).contains("ARG JRE=" + base + "\n");
    }

    @Test
    void serversAndToolsAreThoseOfTheChart() {
        var tools = Chart.values().path("tools");

        assertThat(image("postgres")).isEqualTo(tools.path("postgres").asText());
        assertThat(image("kafka")).isEqualTo(tools.path("kafka").asText());
        assertThat(image("topics")).isEqualTo(tools.path("kafka").asText());
    }

    @Test
    void eachFileThatIsMountedIsThere() {
        var missing = new HashSet<String>();
        COMPOSE.path("services")
                .forEach(service -> service.path("volumes").forEach(volume -> {
                    var source = volume.asText().startsWith("$")
                            ? "."
                            : volume.asText().split(":")[0];
                    if (source.startsWith(".") && !Files.exists(FOLDER.resolve(source))) {
                        missing.add(source);
                    }
                    if (!source.startsWith(".") && !COMPOSE.path("volumes").has(source)) {
                        missing.add(source);
                    }
                }));

        assertThat(missing).isEmpty();
    }

    @Test
    void prometheusAsksEachService() {
        var targets = new HashSet<String>();
        Yaml.read(FOLDER.resolve("prometheus.yml")).path("scrape_configs").forEach(job -> {
            assertThat(job.path("metrics_path").asText()).isEqualTo("/q/metrics");
            targets.add(
                    job.path("static_configs").path(0).path("targets").path(0).asText());
        });

        assertThat(targets)
                .isEqualTo(Manifest.of(CHART)
                        .filter(manifest -> manifest.kind().equals("Deployment"))
                        .map(manifest -> manifest.pod().path("containers").path(0))
                        .map(container -> container.path("name").asText() + ":"
                                + container
                                        .path("ports")
                                        .path(1)
                                        .path("containerPort")
                                        .asText())
                        .collect(Collectors.toSet()));
    }

    /// What has no default must be made by the lines of the README.
    @Test
    void theReadmeMakesEachSettingThatIsNeeded() {
        var needed = Pattern.compile("\\$\\{([A-Z_]+):\\?")
                .matcher(Project.read(FOLDER.resolve("compose.yaml")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        var readme = Project.read(FOLDER.resolve("README.md"));

        assertThat(needed)
                .hasSizeGreaterThan(3)
                .allSatisfy(name -> assertThat(readme).contains("\n" + name + "=$("));
    }

    @Test
    void dashboardsAreOfItsDataSource() {
        var source = Yaml.read(FOLDER.resolve("grafana-sources.yaml"))
                .path("datasources")
                .path(0)
                .path("uid");

        assertThat(AskedMetrics.dashboards())
                .hasSizeGreaterThan(1)
                .allSatisfy(dashboard -> assertThat(dashboard.path("panels"))
                        .isNotEmpty()
                        .allSatisfy(panel ->
                                assertThat(panel.path("datasource").path("uid")).isEqualTo(source)));
    }

    private static JsonNode service(Service service) {
        return COMPOSE.path("services").path(service.id());
    }

    private static String image(String name) {
        return COMPOSE.path("services").path(name).path("image").asText();
    }

    private static Set<String> names(Service service) {
        var names = new HashSet<String>();
        service(service).path("environment").fieldNames().forEachRemaining(names::add);
        return names;
    }

    /// With its anchors and merge keys resolved, which Jackson leaves alone.
    private static JsonNode read() {
        var options = new LoaderOptions();
        Object tree = new org.yaml.snakeyaml.Yaml(new SafeConstructor(options))
                .load(Project.read(FOLDER.resolve("compose.yaml")));
        return new ObjectMapper().valueToTree(tree);
    }
}
