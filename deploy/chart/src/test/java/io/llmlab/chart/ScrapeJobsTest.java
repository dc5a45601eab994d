package io.llmlab.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The alert rules where a person's own scrape jobs bring the metrics.
class ScrapeJobsTest {

    private static final String DOWN = "LlmLabServiceDown";

    @TempDir
    Path folder;

    /// All that `alerts.test.yaml` says of the jobs of a ServiceMonitor holds for jobs of other names.
    @Test
    void rulesFindJobsByTheNamesThatTheValueGivesThem() throws Exception {
        Yaml.write(folder.resolve("rules.yaml"), rules("prometheusRule: {enabled: true, job: suite/<service>}"));
        Files.writeString(
                folder.resolve("alerts.test.yaml"),
                Project.read(Path.of("src/test/resources/alerts.test.yaml"))
                        .replaceAll("(?<!the pods of )lab-llm-lab-", "suite/"));

        assertThat(Promtool.run(folder, "test", "rules", "alerts.test.yaml")).contains("SUCCESS");
    }

    @Test
    void nothingStandsForEverWhereNobodySaysWhatTheJobsAreCalled() {
        assertThat(alerts("prometheusRule: {enabled: true}")).isNotEmpty().doesNotContain(DOWN);
    }

    @Test
    void oneJobOfAllServicesCannotSayWhichOneIsAway() {
        var rules = rules("prometheusRule: {enabled: true, job: pods}\nserviceMonitor: {enabled: true}");

        assertThat(rules.findValuesAsText("alert")).isNotEmpty().doesNotContain(DOWN);
        assertThat(rules.findValuesAsText("expr")).allMatch(expr -> expr.contains("job=~\"pods\""));
    }

    @Test
    void aServiceMonitorsJobsAreKnown() {
        assertThat(alerts("prometheusRule: {enabled: true}\nserviceMonitor: {enabled: true}"))
                .filteredOn(DOWN::equals)
                .hasSize(Project.Service.values().length);
    }

    private static List<String> alerts(String values) {
        return rules(values).findValuesAsText("alert");
    }

    private static JsonNode rules(String values) {
        var servers = Yaml.of("{database: {host: db}, kafka: {bootstrapServers: 'k:9092'}}");
        return Manifest.of(Chart.render(Yaml.merged(servers, Yaml.of(values))))
                .filter(manifest -> manifest.kind().equals("PrometheusRule"))
                .findFirst()
                .orElseThrow()
                .tree()
                .path("spec");
    }
}
