package io.llmlab.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What people read after an install.
class NotesTest {

    private static final String SERVERS = "{database: {host: db}, kafka: {bootstrapServers: 'k:9092'}}";
    private static final String SCRAPE_JOBS = "prometheusRule.job says what your scrape jobs are called";

    @Test
    void theySayHowToReadTheFirstKeyOfTheSecretThatTheChartMakes() {
        assertThat(notes("{}"))
                .contains("kubectl -n lab get secret lab-llm-lab -o jsonpath='{.data.admin-key}' | base64 -d")
                .contains("kubectl -n lab get secret lab-llm-lab -o jsonpath='{.data.secrets-keys}' | base64 -d");

        assertThat(Manifest.of(Chart.render(Yaml.of(SERVERS))))
                .filteredOn(manifest -> manifest.is("Secret", "lab-llm-lab"))
                .singleElement()
                .satisfies(secret ->
                        assertThat(secret.tree().path("data").has("admin-key")).isTrue());
    }

    @Test
    void theySayHowToReadItFromASecretThatWasThere() {
        assertThat(notes("secrets: {existingSecret: suite}"))
                .contains("kubectl -n lab get secret suite -o jsonpath='{.data.admin-key}' | base64 -d")
                .doesNotContain("get secret lab-llm-lab ");
    }

    @Test
    void theySayWhereTheSuiteIs() {
        assertThat(notes("ingress: {enabled: true, host: lab.example, tlsSecret: tls}"))
                .contains("https://lab.example")
                .doesNotContain("port-forward");
        assertThat(notes("{}")).contains("kubectl -n lab port-forward service/lab-llm-lab-gateway 8000");
    }

    @Test
    void theySayWhatIsMissingForAlertsAndThatAnEvaluationIsOne() {
        assertThat(notes("prometheusRule: {enabled: true}")).contains(SCRAPE_JOBS);
        assertThat(notes("prometheusRule: {enabled: true, job: suite}")).doesNotContain(SCRAPE_JOBS);
        assertThat(notes("{prometheusRule: {enabled: true}, serviceMonitor: {enabled: true}}"))
                .doesNotContain(SCRAPE_JOBS);
        assertThat(notes("evaluation: {enabled: true}")).contains("This is an evaluation");
        assertThat(notes("{}")).doesNotContain("This is an evaluation");
    }

    private static String notes(String values) {
        return Chart.notes(Yaml.merged(Yaml.of(SERVERS), Yaml.of(values)));
    }
}
