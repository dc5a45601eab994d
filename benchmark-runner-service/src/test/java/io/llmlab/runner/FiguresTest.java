package io.llmlab.runner;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llmlab.local.testing.MetricsPage;
import io.llmlab.local.testing.Scrape;
import io.llmlab.local.testing.SuiteServers;
import io.llmlab.platform.figure.Figure;
import io.llmlab.platform.figure.FigureSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// What the service tells Prometheus, and the page that explains it.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class FiguresTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Inject
    Instance<FigureSource> sources;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @Test
    void areThoseOfThePage() {
        MetricsPage.has("runner", lines(source -> !isShared(source)));
        MetricsPage.isAllOf(Scrape.of(metrics), lines(_ -> true));
    }

    /// Other tests leave runs behind that count as well.
    @Test
    void countARunWithItsSamplesTokensAndCost() {
        var ended = "llmlab_runs_ended_total{status=\"completed\",trigger=\"manual\"}";
        var answered = "llmlab_samples_total{outcome=\"answered\"}";
        var failed = "llmlab_samples_total{outcome=\"failed\"}";
        var tokens = "llmlab_tokens_total{direction=\"output\"}";
        var cost = "llmlab_cost_usd_total";
        var before = Scrape.of(metrics);

        push("""
                {"model_name": "figures-%s", "dataset_name": "any", "duration_seconds": 12.5, "source": "lm-eval",
                 "samples": [{"id": "a", "score": 1, "cost": 512, "output_tokens": 1000000},
                             {"id": "b", "score": 0, "cost": 256, "output_tokens": 2000000},
                             {"id": "c", "error": "timed out"}]}""".formatted(UUID.randomUUID()));

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(value(ended)).isGreaterThanOrEqualTo(before.value(ended) + 1);
            assertThat(value(answered)).isGreaterThanOrEqualTo(before.value(answered) + 2);
            assertThat(value(failed)).isGreaterThanOrEqualTo(before.value(failed) + 1);
            assertThat(value(tokens)).isGreaterThanOrEqualTo(before.value(tokens) + 3_000_000);
            assertThat(value(cost)).isGreaterThanOrEqualTo(before.value(cost) + 768);
        });
    }

    @Test
    void countARunOnceThatIsJudgedAnew() {
        var tokens = "llmlab_tokens_total{direction=\"input\"}";
        var sent = "llmlab_outbox_sent_total{type=\"io.llmlab.run-completed.v1\"}";
        var before = Scrape.of(metrics);

        var run = push("""
                {"model_name": "figures-%s", "dataset_name": "any",
                 "samples": [{"id": "a", "score": 1, "input_tokens": 1000000000000}]}""".formatted(UUID.randomUUID()));
        given().contentType(ContentType.JSON)
                .body("{\"reason\": \"the proxy was broken\"}")
                .post("/benchmark-runs/%d/exclude".formatted(run))
                .then()
                .statusCode(200);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(value(sent)).isGreaterThanOrEqualTo(before.value(sent) + 2));
        assertThat(value(tokens)).isBetween(before.value(tokens) + 1e12, before.value(tokens) + 1.9e12);
    }

    /// Else the first failure after a start would be no increase to Prometheus, and no reason for an alert.
    @Test
    void countEachEndFromTheStartOn() {
        var exposed = Scrape.of(metrics).text();

        for (var trigger : List.of("manual", "scheduled", "alert")) {
            for (var status : List.of("completed", "failed", "cancelled")) {
                assertThat(exposed)
                        .contains("llmlab_runs_ended_total{status=\"%s\",trigger=\"%s\"}".formatted(status, trigger));
            }
        }
    }

    @Test
    void sayWhatWaitsAndWhetherJobsAreFired() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Scrape.of(metrics).text())
                        .contains(
                                "llmlab_runs{status=\"queued\"}",
                                "llmlab_runs{status=\"running\"}",
                                "llmlab_run_queue_oldest_seconds ",
                                "llmlab_schedule_overdue_seconds "));
    }

    private static long push(String run) {
        return given().contentType(ContentType.JSON)
                .body(run)
                .post("/benchmark-runs/results")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
    }

    private double value(String sample) {
        return Scrape.of(metrics).value(sample);
    }

    private List<MetricsPage.Line> lines(Predicate<FigureSource> which) {
        return sources.stream()
                .filter(which)
                .flatMap(source -> source.figures().stream())
                .map(FiguresTest::line)
                .toList();
    }

    private static MetricsPage.Line line(Figure figure) {
        return new MetricsPage.Line(figure.exposedName(), figure.kind(), figure.labels(), figure.meaning());
    }

    private static boolean isShared(FigureSource source) {
        return source.getClass().getPackageName().startsWith("io.llmlab.platform.");
    }
}
