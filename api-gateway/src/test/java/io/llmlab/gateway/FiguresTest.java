package io.llmlab.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llmlab.gateway.testing.FakeOwners;
import io.llmlab.local.testing.MetricsPage;
import io.llmlab.local.testing.Scrape;
import io.llmlab.local.testing.SuiteServers;
import io.llmlab.platform.figure.Figure;
import io.llmlab.platform.figure.FigureSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What the service tells Prometheus, and the page that explains it.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
@WithTestResource(FakeOwners.class)
class FiguresTest {

    private static final Pattern PATH = Pattern.compile("uri=\"([^\"]*)\"");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    Instance<FigureSource> sources;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics = URI.create("");

    @Test
    void areThoseOfThePage() {
        MetricsPage.has("gateway", lines(source -> !isShared(source)));
        MetricsPage.isAllOf(Scrape.of(metrics), lines(_ -> true));
    }

    /// A path of its own for each run and each guess of a stranger would fill Prometheus.
    @Test
    void tellPathsByTheirTemplates() {
        given().get("/models/7701");
        given().get("/dashboard/model-performance/7702");
        given().get("/nothing/is/at/7703");
        given().delete("/models/7704/nothing/here");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(paths())
                        .contains("/models/{id}", "/dashboard/model-performance/{id}", "NOT_FOUND")
                        .noneMatch(path -> path.contains("770")));
    }

    private List<String> paths() {
        return PATH.matcher(Scrape.of(metrics).text())
                .results()
                .map(found -> found.group(1))
                .toList();
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
