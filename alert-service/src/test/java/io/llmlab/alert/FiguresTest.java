package io.llmlab.alert;

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
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/// What the service tells Prometheus, and the page that explains it.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class FiguresTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Inject
    Instance<FigureSource> sources;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @Test
    void areThoseOfThePage() {
        MetricsPage.has("alert", lines(source -> !isShared(source)));
        MetricsPage.isAllOf(Scrape.of(metrics), lines(_ -> true));
    }

    @Test
    void countAnAlertAndWhatBecameOfItsDeliveries() {
        var opened = "llmlab_alert_changes_total{change=\"opened\"}";
        var retried = "llmlab_deliveries_total{outcome=\"retried\",type=\"webhook\"}";
        var sent = "llmlab_deliveries_total{outcome=\"sent\",type=\"webhook\"}";
        var before = Scrape.of(metrics);
        try (var receiver = new WebhookReceiver()) {
            receiver.answering(WebhookReceiver.Answer.of(503));
            var alert = new Lab(bootstrapServers)
                    .tell(
                            "scraped",
                            "webhook",
                            Map.of("url", receiver.url()),
                            Lab.model(),
                            Lab.Metric.accuracy(.56, .21));
            assertThat(Lab.status(alert, "scraped")).isEqualTo("sent");
        }

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(value(opened)).as(opened).isGreaterThan(before.value(opened));
            assertThat(value(retried)).as(retried).isGreaterThan(before.value(retried));
            assertThat(value(sent)).as(sent).isGreaterThan(before.value(sent));
            assertThat(value("llmlab_alerts{severity=\"warning\",status=\"active\"}"))
                    .isPositive();
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
