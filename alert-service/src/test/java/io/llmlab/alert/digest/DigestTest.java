package io.llmlab.alert.digest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import com.sun.net.httpserver.HttpServer;
import io.llmlab.alert.MailServer;
import io.llmlab.alert.notify.Notifications;
import io.llmlab.local.testing.SuiteServers;
import io.llmlab.platform.trust.ServiceToken;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.http.ContentType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Digests: once at their time, whoever is up then. Their times lie years back: nothing else happened there.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class DigestTest {

    private static final Instant MONDAY = Instant.parse("2020-06-08T09:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Inject
    DigestPlans plans;

    @Inject
    Past past;

    @Inject
    Notifications notifications;

    @Inject
    Vertx vertx;

    @Inject
    ServiceToken serviceToken;

    @Inject
    Pool pool;

    private HttpServer regression;

    @BeforeEach
    void aChannel() throws IOException {
        regression = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answering("/regression-detection/results", "[]");
        answering("/regression-detection/analyze/", """
                {"results": [
                 {"metric_type": "accuracy", "metric_name": "overall_accuracy", "dataset_name": "gsm8k",
                  "statistical_details": {"smallest_visible_1_run": 0.05, "smallest_visible_3_runs": 0.031}},
                 {"metric_type": "latency", "metric_name": "avg_latency_ms", "dataset_name": "gsm8k",
                  "statistical_details": {"smallest_visible_1_run": 0.001}}]}""");
        regression.start();
        given().contentType(ContentType.JSON)
                .body(Map.of("name", "digest", "type", "database"))
                .post("/notification-channels")
                .then()
                .statusCode(201);
        given().contentType(ContentType.JSON)
                .body(Map.of())
                .put("/notification-channels/digest/digest")
                .then()
                .statusCode(200)
                .body("cron", equalTo("0 9 * * 0"))
                .body("time_zone", equalTo("UTC"));
        due("digest", MONDAY);
        pool.query("""
                insert into recent_run (run_id, model_id, model_name, dataset_name, ran_at, status, left_out, total_cost)
                values (-1, -20, 'gpt-x', 'gsm8k', '2020-06-03T12:00:00Z', 'completed', false, 2.5),
                       (-2, -20, 'gpt-x', 'gsm8k', '2020-05-28T12:00:00Z', 'completed', false, 2)
                on conflict do nothing""").executeAndAwait();
    }

    @AfterEach
    void without() {
        regression.stop(0);
        pool.query("delete from notification_channel where name = 'digest'").executeAndAwait();
        pool.query("delete from notification where kind = 'DIGEST'").executeAndAwait();
        pool.query("delete from recent_run where model_id = -20").executeAndAwait();
    }

    @Test
    void tellsAtItsTimeAndNotBefore() throws Throwable {
        tick(MONDAY.minusSeconds(1));
        assertThat(told()).isEmpty();

        tick(MONDAY);

        assertThat(told()).hasSize(1);
        assertThat(told().getFirst())
                .contains(
                        "Digest: nothing got worse",
                        "a drop of 0.031 (overall_accuracy of gpt-x on gsm8k) would have been seen",
                        "2.50 USD for 1 run; 25 % more than in the same time before (2.00); most for gpt-x 2.50",
                        "Gaps: ");
        await().atMost(PATIENCE).until(() -> statuses(), equalTo(List.of("SENT")));
        given().get("/notification-channels/digest/digest")
                .then()
                .body("next_at", equalTo("2020-06-15T09:00:00Z"))
                .body("last_at", equalTo("2020-06-08T09:00:00Z"));
    }

    @Test
    void goesOnWithTheNextWhereOneFails() throws Throwable {
        pool.preparedQuery("update digest set cron = 'broken', next_at = $1 where channel = 'slack'")
                .executeAndAwait(Tuple.of(MONDAY.minusSeconds(60).atOffset(ZoneOffset.UTC)));
        try {
            tick(MONDAY);

            assertThat(told()).hasSize(1);
        } finally {
            pool.query(
                            "update digest set cron = '0 9 * * 0', next_at = now() + interval '7 days' where channel = 'slack'")
                    .executeAndAwait();
        }
    }

    /// As after a restart, or by another instance: nothing but the row says what was told.
    @Test
    void tellsOnceHoweverOftenAndByHoweverManyItIsLooked() throws Exception {
        try (var threads = Executors.newFixedThreadPool(3)) {
            Callable<Boolean> tick = () -> {
                try {
                    tick(MONDAY.plusSeconds(5));
                    return true;
                } catch (Throwable failure) {
                    throw new IllegalStateException(failure);
                }
            };
            for (var ticked : threads.invokeAll(List.of(tick, tick, tick))) {
                assertThat(ticked.get()).isTrue();
            }
        }

        assertThat(told()).hasSize(1);
    }

    @Test
    void tellsOfWhatWasMissedOnceLateAndNotForEver() throws Throwable {
        tick(MONDAY.plus(Duration.ofHours(20)));
        assertThat(told()).hasSize(1);
        assertThat(told().getFirst()).contains("From 2020-06-01 09:00 to 2020-06-09 05:00 UTC");

        due("digest", MONDAY.plus(Duration.ofDays(7)));
        tick(MONDAY.plus(Duration.ofDays(8)).plusSeconds(1));

        assertThat(told()).hasSize(1);
        given().get("/notification-channels/digest/digest").then().body("next_at", equalTo("2020-06-22T09:00:00Z"));
    }

    @Test
    void tellsWithoutRegressionServiceToo() throws Throwable {
        regression.stop(0);

        tick(MONDAY);

        assertThat(told().getFirst())
                .contains("how small a drop would have been seen is not known: regression-service");
    }

    @Test
    void refusesWhatCannotBe() {
        var json = ContentType.JSON;
        given().contentType(json)
                .body(Map.of("cron", "every monday"))
                .put("/notification-channels/digest/digest")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/cron"));
        given().contentType(json)
                .body(Map.of())
                .put("/notification-channels/nobody/digest")
                .then()
                .statusCode(404);
        given().contentType(json)
                .body(Map.of("name", "digest-pd", "type", "pagerduty"))
                .post("/notification-channels");
        given().contentType(json)
                .body(Map.of())
                .put("/notification-channels/digest-pd/digest")
                .then()
                .statusCode(409)
                .body("detail", containsString("takes no digests"));
        given().delete("/notification-channels/digest-pd").then().statusCode(204);
        given().delete("/notification-channels/digest/digest").then().statusCode(204);
        given().get("/notification-channels/digest/digest").then().statusCode(404);
    }

    /// A new install tells of itself without being asked to.
    @Test
    void isThereForEmailAndSlackFromTheStart() {
        given().get("/notification-channels/email/digest")
                .then()
                .statusCode(200)
                .body("cron", equalTo("0 9 * * 0"))
                .body("next_at", containsString("T09:00:00Z"));
        given().get("/notification-channels/slack/digest").then().body("time_zone", startsWith("UTC"));
    }

    private void tick(Instant now) throws Throwable {
        var config = new DigestConfig() {

            @Override
            public String tick() {
                return "off";
            }

            @Override
            public String regressionUrl() {
                return "http://127.0.0.1:%d/".formatted(regression.getAddress().getPort());
            }

            @Override
            public Duration patience() {
                return Duration.ofSeconds(5);
            }

            @Override
            public Duration late() {
                return Duration.ofDays(1);
            }
        };
        var worker = new DigestWorker(
                plans,
                past,
                new Lookback(vertx, config, serviceToken),
                notifications,
                config,
                Clock.fixed(now, ZoneOffset.UTC));
        var _ = VertxContextSupport.subscribeAndAwait(() -> Uni.createFrom().deferred(worker::tellDue));
    }

    private void due(String channel, Instant at) {
        pool.preparedQuery("update digest set next_at = $2 where channel = $1")
                .executeAndAwait(Tuple.of(channel, at.atOffset(ZoneOffset.UTC)));
    }

    private List<String> told() {
        return column("select n.message from notification n join delivery d on d.notification_id = n.id"
                + " where d.channel = 'digest' order by n.id");
    }

    private List<String> statuses() {
        return column("select status from delivery where channel = 'digest'");
    }

    private List<String> column(String sql) {
        return StreamSupport.stream(pool.query(sql).executeAndAwait().spliterator(), false)
                .map(row -> row.getString(0))
                .toList();
    }

    private void answering(String path, String json) {
        regression.createContext(path, exchange -> {
            try (exchange) {
                var bytes = json.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("X-Total-Count", "0");
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
    }
}
