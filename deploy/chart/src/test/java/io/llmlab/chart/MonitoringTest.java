package io.llmlab.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Alert rules on the suite's own health, the dashboards, and what people read about them.
class MonitoringTest {

    private static final String VALUES = "{database: {host: db}, kafka: {bootstrapServers: 'k:9092'},"
            + " prometheusRule: {enabled: true}, serviceMonitor: {enabled: true}}";
    private static final Path RUNBOOK = Project.path("docs/runbook.md");

    @TempDir
    static Path folder;

    @Test
    void rulesAndDashboardsAskForMetricsThatThereAre() {
        var asked = new HashSet<>(AskedMetrics.ofRules(rules()));
        asked.addAll(AskedMetrics.ofDashboards());

        assertThat(asked)
                .contains("llmlab_dead_letters", "llmlab_runs_ended_total", "kafka_consumer_fetch_manager_records_lag")
                .allMatch(AskedMetrics::isDocumented);
    }

    @Test
    void theNamesOfAQueryAreItsMetrics() {
        assertThat(AskedMetrics.of(
                        "sum by (job, topic) (rate(a_total{b=\"c_d\",e=~\"f\"}[5m])) / on (job) max(g_seconds) > 1e3"
                                + " and h offset 5m == 2"))
                .containsExactlyInAnyOrder("a_total", "g_seconds", "h");
    }

    @Test
    void eachAlertHasAnEntryInTheRunbookThatItLeadsTo() {
        var named = new HashSet<String>();
        for (var rule : alerts()) {
            var name = rule.path("alert").asText();
            named.add(name);
            assertThat(rule.path("annotations").path("runbook_url").asText())
                    .endsWith("/docs/runbook.md#" + name.toLowerCase(Locale.ROOT));
            assertThat(rule.path("labels").path("severity").asText()).isIn("critical", "warning");
        }

        assertThat(headings(RUNBOOK)).containsExactlyInAnyOrderElementsOf(named);
    }

    @Test
    void theRunbookIsWhereTheValuesSay() {
        var rules = Manifest.of(Chart.render(
                        Yaml.merged(Yaml.of(VALUES), Yaml.of("prometheusRule: {runbook: 'https://wiki.example/lab'}"))))
                .filter(manifest -> manifest.kind().equals("PrometheusRule"))
                .findFirst()
                .orElseThrow()
                .tree();

        assertThat(rules.findValuesAsText("runbook_url"))
                .isNotEmpty()
                .allMatch(url -> url.startsWith("https://wiki.example/lab#llmlab"));
    }

    @Test
    void panelsLieBesideEachOtherAndSayInWhichUnitTheyAre() {
        for (var dashboard : AskedMetrics.dashboards()) {
            var taken = new HashSet<String>();
            var ids = new HashSet<Integer>();
            assertThat(dashboard.path("panels")).isNotEmpty();
            for (var panel : dashboard.path("panels")) {
                assertThat(ids.add(panel.path("id").asInt())).isTrue();
                assertThat(panel.path("fieldConfig")
                                .path("defaults")
                                .path("unit")
                                .asText())
                        .as(panel.path("title").asText())
                        .isNotBlank();
                fieldsOf(panel.path("gridPos"))
                        .forEach(field -> assertThat(taken.add(field))
                                .as("%s lies alone at %s", panel.path("title").asText(), field)
                                .isTrue());
            }
        }
    }

    /// Prometheus' own tool: whether the rules can be read, and what they say of made-up series.
    @Test
    void prometheusReadsTheRulesAndFiresThemWhenItShould() throws Exception {
        Yaml.write(folder.resolve("rules.yaml"), rules());
        Files.copy(Path.of("src/test/resources/alerts.test.yaml"), folder.resolve("alerts.test.yaml"));

        assertThat(Promtool.run(folder, "check", "rules", "--lint=all", "--lint-fatal", "rules.yaml"))
                .contains("SUCCESS");
        assertThat(Promtool.run(folder, "test", "rules", "alerts.test.yaml")).contains("SUCCESS");
    }

    /// Each query of the dashboards as the expression of a recording rule: the tool reads nothing else.
    @Test
    void prometheusReadsTheQueriesOfTheDashboards() throws Exception {
        var group = Yaml.of("name: dashboards");
        var rules = group.putArray("rules");
        for (var dashboard : AskedMetrics.dashboards()) {
            for (var query : dashboard.findValuesAsText("expr")) {
                rules.addObject()
                        .put("record", "panel:query%d".formatted(rules.size()))
                        .put("expr", query);
            }
        }
        var file = Yaml.of("{}");
        file.putArray("groups").add(group);
        Yaml.write(folder.resolve("queries.yaml"), file);

        assertThat(rules).hasSizeGreaterThan(20);
        assertThat(Promtool.run(folder, "check", "rules", "queries.yaml"))
                .contains("SUCCESS: %d rules found".formatted(rules.size()));
    }

    /// An alert that no series of the tests lets fire would be one that is not tested.
    @Test
    void eachAlertFiresInTheTests() {
        var fired = new HashSet<String>();
        Yaml.read(Path.of("src/test/resources/alerts.test.yaml"))
                .path("tests")
                .forEach(test -> test.path("alert_rule_test").forEach(expected -> {
                    if (!expected.path("exp_alerts").isEmpty()) {
                        fired.add(expected.path("alertname").asText());
                    }
                }));

        assertThat(fired)
                .containsExactlyInAnyOrderElementsOf(alerts().stream()
                        .map(rule -> rule.path("alert").asText())
                        .distinct()
                        .toList());
    }

    private static JsonNode rules() {
        return Manifest.of(Chart.render(Yaml.of(VALUES)))
                .filter(manifest -> manifest.kind().equals("PrometheusRule"))
                .findFirst()
                .orElseThrow()
                .tree()
                .path("spec");
    }

    private static List<JsonNode> alerts() {
        var all = new ArrayList<JsonNode>();
        rules().path("groups").forEach(group -> group.path("rules").forEach(all::add));
        return all;
    }

    private static List<String> headings(Path page) {
        return Pattern.compile("(?m)^## (.+)$")
                .matcher(Project.read(page))
                .results()
                .map(heading -> heading.group(1))
                .toList();
    }

    private static List<String> fieldsOf(JsonNode place) {
        var fields = new ArrayList<String>();
        for (var x = 0; x < place.path("w").asInt(); x++) {
            for (var y = 0; y < place.path("h").asInt(); y++) {
                fields.add("%d/%d"
                        .formatted(place.path("x").asInt() + x, place.path("y").asInt() + y));
            }
        }
        return fields;
    }
}
