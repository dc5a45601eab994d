package io.llmlab.alert;

import static io.llmlab.alert.Lab.PATIENCE;
import static io.llmlab.alert.Lab.alertOf;
import static io.llmlab.alert.Lab.awaitDeliveries;
import static io.llmlab.alert.Lab.model;
import static io.llmlab.alert.Lab.post;
import static io.llmlab.alert.Lab.timeline;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llmlab.alert.Lab.Metric;
import io.llmlab.alert.Lab.ModelUnderTest;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who waits for what in hours in which people are left alone.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class MuteTimeTest {

    private static final Metric WORSE = Metric.accuracy(0.5, 0.44);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private Lab lab;
    private SettableClock clock;
    private final WebhookReceiver receiver = new WebhookReceiver();

    @BeforeEach
    void open() {
        lab = new Lab(bootstrapServers);
        clock = SettableClock.installed();
    }

    @AfterEach
    void close() {
        receiver.close();
        given().get("/mute-times")
                .jsonPath()
                .getList("id", Long.class)
                .forEach(id -> given().delete("/mute-times/" + id));
    }

    @Test
    void tellsAfterItWhatIsStillOpenAndAtOnceWhatIsCritical() {
        var model = watched("quiet");
        var start = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        var id = muteTime(model, start, false);
        lab.found(model, "gsm8k", WORSE);
        var alert = alertOf(model, "quiet");
        var critical = alertOf(model, "performance_regression_critical");
        var end = start.plus(60, ChronoUnit.MINUTES);

        assertThat(timeline(alert).getMap("find { it.kind == 'held' }.details"))
                .isEqualTo(Map.of("mute_time", (int) id, "news", "opened", "until", end.toString()));
        assertThat(timeline(critical).getList("kind")).containsExactly("planned", "opened");
        assertThat(receiver.calls()).isEmpty();

        clock.advanceMinutes(60);
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 1);
        awaitDeliveries(alert);
        assertThat(timeline(alert).getList("kind")).containsExactly("planned", "held", "opened");
    }

    @Test
    void keepsWhatIsCriticalBackTooWhereItSaysSo() {
        var model = watched("maintenance");
        muteTime(model, clock.instant().truncatedTo(ChronoUnit.MINUTES), true);

        lab.found(model, "gsm8k", WORSE);

        assertThat(timeline(alertOf(model, "performance_regression_critical")).getList("kind"))
                .containsExactly("held", "opened");
    }

    @Test
    void letsThroughWhatAnEscalationHasMadeCritical() {
        var model = model();
        Lab.webhook("woken-up", receiver);
        Lab.rule(
                model,
                "escalated-at-night",
                Map.of(
                        "escalation_rules",
                        Map.of(
                                "steps",
                                List.of(Map.of(
                                        "after_minutes",
                                        30,
                                        "channels",
                                        List.of("woken-up"),
                                        "severity",
                                        "critical")))),
                "woken-up");
        muteTime(model, clock.instant().truncatedTo(ChronoUnit.MINUTES), false);
        lab.found(model, "gsm8k", WORSE);
        var alert = alertOf(model, "escalated-at-night");
        assertThat(receiver.calls()).isEmpty();

        clock.advanceMinutes(30);

        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 1);
        assertThat(receiver.calls().getFirst().body()).contains("\"alert.escalated\"");
        awaitDeliveries(alert);
    }

    @Test
    void tellsAtOnceWhenItIsDeleted() {
        var model = watched("no-longer-quiet");
        var id = muteTime(model, clock.instant().truncatedTo(ChronoUnit.MINUTES), false);
        lab.found(model, "gsm8k", WORSE);
        alertOf(model, "no-longer-quiet");
        assertThat(receiver.calls()).isEmpty();

        given().delete("/mute-times/" + id).then().statusCode(204);

        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 1);
    }

    private ModelUnderTest watched(String name) {
        var model = model();
        Lab.webhook(name, receiver);
        Lab.rule(model, name, name);
        return model;
    }

    /// An hour from the given start on.
    private static long muteTime(ModelUnderTest model, Instant start, boolean mutesCritical) {
        var utc = start.atOffset(ZoneOffset.UTC);
        return post(
                        "/mute-times",
                        Map.of(
                                "name",
                                "quiet hour of " + model.name(),
                                "matchers",
                                List.of(Map.of("name", "model", "value", model.name())),
                                "cron",
                                "%d %d * * *".formatted(utc.getMinute(), utc.getHour()),
                                "duration_minutes",
                                60,
                                "mutes_critical",
                                mutesCritical))
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
    }
}
