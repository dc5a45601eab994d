package io.llmlab.platform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llmlab.local.testing.MetricsPage;
import io.llmlab.local.testing.Scrape;
import io.llmlab.local.testing.SuiteServers;
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
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every service tells Prometheus.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class FiguresTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Pool pool;

    @Inject
    Instance<FigureSource> sources;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @Test
    void areThoseOfThePage() {
        MetricsPage.has("platform", lines());
        MetricsPage.isAllOf(scrape(), lines());
    }

    @Test
    void countWhatLeftAndHowLongItTookToTakeEffect() {
        var sent = "llmlab_outbox_sent_total{type=\"io.llmlab.parcel.v1\"}";
        var taken = "llmlab_event_delay_seconds_count{topic=\"llmlab.parcel.v1\"}";
        var sentBefore = value(sent);
        var takenBefore = value(taken);

        send("counted");

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(value(sent)).isGreaterThan(sentBefore);
            assertThat(value(taken)).isGreaterThan(takenBefore);
        });
        assertThat(value("llmlab_event_delay_seconds_sum{topic=\"llmlab.parcel.v1\"}"))
                .isPositive();
    }

    /// A serialization failure is one that passes; here it does so only when the test lets it.
    @Test
    void sayForHowLongAnEventIsTriedAndThatItHadItsEffect() {
        var stuck = "llmlab_event_stuck_seconds{topic=\"llmlab.parcel.v1\"}";
        run("""
                create function refuse_stuck() returns trigger language plpgsql as $$
                begin
                    raise exception 'not yet' using errcode = '40001';
                end
                $$""");
        run("create trigger refuses_stuck before insert on effect for each row when (new.text = 'stuck')"
                + " execute function refuse_stuck()");
        try {
            send("stuck");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(value(stuck)).isGreaterThan(2));
        } finally {
            run("drop function refuse_stuck() cascade");
        }

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(value(stuck)).isZero());
        assertThat(pool.query("select from effect where text = 'stuck'")
                        .executeAndAwait()
                        .size())
                .isEqualTo(1);
    }

    @Test
    void sayWhatWaitsInTheDatabaseAndForgetWhatIsSettled() {
        var waiting = "llmlab_dead_letters{topic=\"llmlab.figures.v1\"}";
        run("insert into dead_letter (topic, partition, record_offset, payload, reason)"
                + " select 'llmlab.figures.v1', 0, n, '', 'a test' from generate_series(1, 3) n");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(value(waiting)).isEqualTo(3));

        run("update dead_letter set state = 'DISCARDED', settled_at = now() where topic = 'llmlab.figures.v1'");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(scrape().text()).doesNotContain(waiting));
        assertThat(value("llmlab_database_reading_age_seconds")).isBetween(0.0, PATIENCE.toSeconds() * 1.0);
    }

    @Test
    void tellOfTheConnectionPoolAndOfPathsByTheirTemplates() {
        given().get("/parcels/77").then().statusCode(200);

        assertThat(scrape().text())
                .contains("sql_pool_active{", "sql_pool_queue_size{", "uri=\"/parcels/{id}\"")
                .doesNotContain("/parcels/77");
    }

    private List<MetricsPage.Line> lines() {
        return sources.stream()
                .flatMap(source -> source.figures().stream())
                .map(figure ->
                        new MetricsPage.Line(figure.exposedName(), figure.kind(), figure.labels(), figure.meaning()))
                .toList();
    }

    private static void send(String text) {
        given().contentType("application/json")
                .body("{\"text\": \"%s\", \"weight\": 1}".formatted(text))
                .post("/parcels")
                .then()
                .statusCode(204);
    }

    private double value(String sample) {
        return scrape().value(sample);
    }

    private Scrape scrape() {
        return Scrape.of(metrics);
    }

    private void run(String sql) {
        pool.query(sql).executeAndAwait();
    }
}
