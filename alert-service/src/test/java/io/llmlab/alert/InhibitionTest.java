package io.llmlab.alert;

import static io.llmlab.alert.Lab.PATIENCE;
import static io.llmlab.alert.Lab.awaitAlert;
import static io.llmlab.alert.Lab.awaitAlerts;
import static io.llmlab.alert.Lab.awaitDeliveries;
import static io.llmlab.alert.Lab.model;
import static io.llmlab.alert.Lab.put;
import static io.llmlab.alert.Lab.timeline;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llmlab.alert.Lab.Metric;
import io.llmlab.alert.Lab.ModelUnderTest;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// While people know that a model is unavailable, they are not told what follows from it.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class InhibitionTest {

    private static final Metric WORSE = Metric.accuracy(0.5, 0.44);

    @Inject
    Pool pool;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private Lab lab;
    private final WebhookReceiver receiver = new WebhookReceiver();

    @BeforeEach
    void open() {
        lab = new Lab(bootstrapServers);
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void keepsTheOtherAlertsOfTheModelBackUntilItIsAvailableAgain() {
        var model = watched("inhibited");
        var outage = outage(model, "gsm8k");
        lab.found(model, "gsm8k", WORSE);
        var alert = alertOf(model, "inhibited");

        var held = timeline(alert).getMap("find { it.kind == 'held' }");
        assertThat(held.get("reason")).isEqualTo("alert %d says that the model is unavailable".formatted(outage));
        assertThat(held.get("details")).isEqualTo(Map.of("inhibited_by", (int) outage, "news", "opened"));
        assertThat(receiver.calls()).isEmpty();

        put("/alerts/" + outage, Map.of("status", "resolved", "resolved_by", "ada"))
                .statusCode(200);

        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 1);
        awaitDeliveries(alert);
        assertThat(timeline(alert).getList("kind")).containsExactly("planned", "held", "opened");
    }

    @Test
    void lastsAsLongAsOneAlertSaysSo() {
        var model = watched("twice-unavailable");
        var first = outage(model, "gsm8k");
        var second = outage(model, "mmlu");
        lab.found(model, "gsm8k", WORSE);
        var alert = alertOf(model, "twice-unavailable");

        put("/alerts/" + first, Map.of("status", "resolved")).statusCode(200);
        await().atMost(PATIENCE)
                .until(
                        () -> timeline(alert).getList("findAll { it.kind == 'held' }.details.inhibited_by"),
                        by -> by.equals(List.of((int) second, (int) first)));
        assertThat(receiver.calls()).isEmpty();

        put("/alerts/" + second, Map.of("status", "resolved")).statusCode(200);
        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 1);
    }

    @Test
    void leavesOtherModelsAlone() {
        outage(model(), "gsm8k");
        var model = watched("another-model");

        lab.found(model, "gsm8k", WORSE);

        await().atMost(PATIENCE).until(() -> receiver.calls().size() == 1);
    }

    /// An open alert of that type, made of one that a failed run opened.
    private long outage(ModelUnderTest model, String dataset) {
        var before = Lab.alertsOf(model).getList("$").size();
        lab.ended(model, dataset, "failed", 0, Instant.now());
        var alert =
                before == 0 ? awaitAlert(model) : awaitAlerts(model, before + 1).getLong("[0].id");
        pool.preparedQuery("update alert set alert_type = 'MODEL_UNAVAILABLE' where id = $1")
                .executeAndAwait(Tuple.of(alert));
        return alert;
    }

    private static long alertOf(ModelUnderTest model, String rule) {
        var path = "find { it.rule_id == '%s' }.id".formatted(rule);
        await().atMost(PATIENCE).until(() -> Lab.alertsOf(model).get(path) != null);
        return Lab.alertsOf(model).getLong(path);
    }

    private ModelUnderTest watched(String name) {
        var model = model();
        Lab.webhook(name, receiver);
        Lab.rule(model, name, name);
        return model;
    }
}
