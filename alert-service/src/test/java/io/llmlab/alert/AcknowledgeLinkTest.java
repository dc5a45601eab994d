package io.llmlab.alert;

import static io.llmlab.alert.Lab.PATIENCE;
import static io.llmlab.alert.Lab.model;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.llmlab.alert.Lab.Metric;
import io.llmlab.alert.WebhookReceiver.Answer;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// From a message to the button that acknowledges what it is about.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class AcknowledgeLinkTest {

    private static final Metric WORSE = Metric.accuracy(0.5625, 0.2168);
    private static final String PUBLIC_URL = "https://lab.example.org";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    Pool pool;

    private final WebhookReceiver receiver = new WebhookReceiver();
    private SettableClock clock;
    private Lab lab;

    @BeforeEach
    void open() {
        clock = SettableClock.installed();
        lab = new Lab(bootstrapServers);
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void acknowledgesWithTheButtonAndNotWithTheLink() {
        var model = model();
        var alert = tell("ack-1", model);
        var link = linkOf(0);

        page(link)
                .statusCode(200)
                .body(containsString("Acknowledge this alert?"))
                .body(containsString("overall_accuracy of %s on gsm8k fell by 61.5 %%".formatted(model.name())))
                .body(containsString("channel ack-1"))
                .body(containsString("<button type=\"submit\">"));
        given().head(link).then().statusCode(200);
        page(link);
        assertThat(status(alert)).isEqualTo("active");

        press(link, "Ada\nLovelace")
                .statusCode(200)
                .body(containsString("<h1>Acknowledged</h1>"))
                .body(not(containsString("<button")));

        assertThat(status(alert)).isEqualTo("acknowledged");
        var entry = given().get("/alerts/%d/timeline".formatted(alert)).jsonPath();
        assertThat(entry.getString("find { it.kind == 'acknowledged' }.actor")).isEqualTo("Ada Lovelace");
        assertThat(entry.getString("find { it.kind == 'acknowledged' }.reason"))
                .isEqualTo("by link sent to channel ack-1");
        press(link, "Grace")
                .statusCode(200)
                .body(containsString("Acknowledged already"))
                .body(containsString("by Ada Lovelace"));
        page(link).body(containsString("by Ada Lovelace")).body(not(containsString("<button")));
    }

    @Test
    void namesTheChannelWhereThePersonGivesNoName() {
        var alert = tell("ack-2", model());

        press(linkOf(0), " ").statusCode(200);

        assertThat(given().get("/alerts/" + alert).jsonPath().getString("acknowledged_by"))
                .isEqualTo("channel ack-2");
    }

    @Test
    void keepsThePageFromCachesFramesAndReferrers() {
        tell("ack-3", model());

        page(linkOf(0))
                .header("Content-Type", equalTo("text/html;charset=UTF-8"))
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex, nofollow")
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("Content-Security-Policy", containsString("default-src 'none'; style-src 'sha256-"))
                .header("Content-Security-Policy", containsString("form-action 'self'"))
                .header("Content-Security-Policy", containsString("frame-ancestors 'none'"));
    }

    @Test
    void acknowledgesOneAlertWhateverPartsItHas() {
        var model = model();
        tell("ack-4", model, WORSE, new Metric("latency", "p50", 100, 180, false));

        page(linkOf(0))
                .body(containsString("Acknowledge this alert?"))
                .body(containsString("<dt>Parts</dt>"))
                .body(containsString("overall_accuracy of %s on gsm8k".formatted(model.name())))
                .body(containsString("p50 of %s on gsm8k".formatted(model.name())));
        press(linkOf(0), "ada").body(containsString("<h1>Acknowledged</h1>"));

        assertThat(Lab.alertsOf(model).getList("status", String.class)).containsExactly("acknowledged");
    }

    @Test
    void saysThatItIsOver() {
        var alert = tell("ack-5", model());
        Lab.put("/alerts/" + alert, Map.of("status", "resolved", "resolved_by", "grace"))
                .statusCode(200);

        page(linkOf(0)).statusCode(200).body(containsString("It is over")).body(containsString("by grace"));
        press(linkOf(0), "ada").statusCode(200).body(containsString("It is over"));

        assertThat(status(alert)).isEqualTo("resolved");
    }

    @Test
    void worksForAWeek() {
        var alert = tell("ack-6", model());
        var link = linkOf(0);

        clock.advance(Duration.ofDays(7).minusSeconds(1));
        page(link).statusCode(200);
        clock.advance(Duration.ofSeconds(1));
        page(link).statusCode(410).body(containsString("This link has expired"));
        press(link, "ada").statusCode(410).body(not(containsString("<button")));

        assertThat(status(alert)).isEqualTo("active");
    }

    /// The key that signed it has been followed by another one meanwhile.
    @Test
    void believesAKeyForAsLongAsItsLinksLive() {
        tell("ack-7", model());
        clock.advance(Duration.ofDays(88));
        tell("ack-7b", model());
        var link = newestLink();
        clock.advance(Duration.ofDays(4));

        tell("ack-7c", model());

        page(link).statusCode(200);
        page(newestLink()).statusCode(200);
        assertThat(pool.query("select count(*) from link_key")
                        .executeAndAwait()
                        .iterator()
                        .next()
                        .getLong(0))
                .isGreaterThan(1);
    }

    @Test
    void believesNoLinkThatSomebodyChanged() {
        var alert = tell("ack-8", model());
        var link = linkOf(0);
        var dot = link.indexOf('.', link.lastIndexOf('/'));
        var forged = link.substring(0, dot - 4) + "AAAA" + link.substring(dot);

        page(forged).statusCode(403).body(containsString("This link is not valid"));
        press(forged, "ada").statusCode(403);
        page(link.substring(0, link.length() - 9)).statusCode(403);
        page("/acknowledge/31").statusCode(403);

        assertThat(status(alert)).isEqualTo("active");
    }

    @Test
    void sendsTheSameLinkWithEveryAttempt() {
        receiver.answering(Answer.of(500));

        tell("ack-9", model());

        assertThat(receiver.calls()).hasSize(2);
        assertThat(linkOf(1)).isEqualTo(linkOf(0));
    }

    @Test
    void offersNothingToAcknowledgeWithTheEnd() {
        var model = model();
        tell("ack-10", model);

        lab.cleared(model, "gsm8k", "s1", WORSE);

        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 2);
        assertThat(data(1).getString("data.acknowledge_link")).isNull();
    }

    @Test
    void escapesWhatComesFromOutside() {
        var alert = tell("ack-11", model());
        pool.preparedQuery("update alert set title = '<script>alert(1)</script>' where id = " + alert)
                .executeAndAwait();

        page(linkOf(0)).body(containsString("&lt;script&gt;")).body(not(containsString("<script>")));
    }

    private long tell(String channel, Lab.ModelUnderTest model, Metric... metrics) {
        var worse = metrics.length == 0 ? new Metric[] {WORSE} : metrics;
        var alert = lab.tell(channel, "webhook", Map.of("url", receiver.url()), model, worse);
        assertThat(Lab.status(alert, channel)).isEqualTo("sent");
        return alert;
    }

    private JsonPath data(int call) {
        return JsonPath.from(receiver.calls().get(call).body());
    }

    /// Its path here, as the gateway passes it on.
    private String linkOf(int call) {
        var link = data(call).getString("data.acknowledge_link");
        assertThat(link).startsWith(PUBLIC_URL + "/acknowledge/");
        return link.substring(PUBLIC_URL.length());
    }

    private String newestLink() {
        return linkOf(receiver.calls().size() - 1);
    }

    private static ValidatableResponse page(String link) {
        return given().get(link).then();
    }

    private static ValidatableResponse press(String link, String name) {
        return given().contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParam("name", name)
                .post(link)
                .then();
    }

    private static String status(long alert) {
        return given().get("/alerts/" + alert).jsonPath().getString("status");
    }
}
