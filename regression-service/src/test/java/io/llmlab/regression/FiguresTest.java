package io.llmlab.regression;

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
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// What the service tells Prometheus, and the page that explains it.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class FiguresTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Inject
    Instance<FigureSource> sources;

    @Inject
    Pool pool;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @Test
    void areThoseOfThePage() {
        MetricsPage.has("regression", lines(source -> !isShared(source)));
        MetricsPage.isAllOf(Scrape.of(metrics), lines(_ -> true));
    }

    @Test
    void countADropAndHowLongRunsTakeToBeJudged() {
        var told = "llmlab_findings_told_total{severity=\"critical\"}";
        var judged = "llmlab_event_delay_seconds_count{topic=\"llmlab.run-completed.v1\"}";
        var before = Scrape.of(metrics);
        var runner = new Runner(pool);
        var start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(20));

        runner.send(runner.accuracies(start, .56, .5775, .545, .5625, .57, .555, .58, .55, .565, .5525, .5725, .56));
        var bad = runner.accuracies(start.plus(Duration.ofHours(12)), .215, .2225, .2125);
        runner.send(bad);
        runner.awaitTaken(bad.getLast());

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(value(told)).isGreaterThan(before.value(told));
            assertThat(value(judged)).isGreaterThanOrEqualTo(before.value(judged) + 15);
            assertThat(value("llmlab_findings")).isPositive();
        });
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
