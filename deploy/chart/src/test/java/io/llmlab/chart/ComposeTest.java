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
                    var source = volume.asText().split(":")[0];
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
