package io.llmlab.alert;

import static io.llmlab.alert.Lab.PATIENCE;
import static io.llmlab.alert.Lab.awaitAlert;
import static io.llmlab.alert.Lab.awaitDeliveries;
import static io.llmlab.alert.Lab.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llmlab.alert.Lab.Metric;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who waits for whom where several change the same deliveries and channels.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class DeliveryLocksTest {

    @Inject
    Pool pool;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private Lab lab;
    private Deliveries deliveries;
    private final WebhookReceiver receiver = new WebhookReceiver();

    @BeforeEach
    void open() {
        lab = new Lab(bootstrapServers);
        deliveries = new Deliveries(pool);
        Lab.put("/alert-rules/performance_regression_critical", Map.of("enabled", false))
                .statusCode(200);
    }

    @AfterEach
    void close() {
        Lab.put("/alert-rules/performance_regression_critical", Map.of("enabled", true))
                .statusCode(200);
        receiver.close();
    }

    @Test
    void takesAMessageBackInTheOrderOfItsDeliveries() {
        Lab.webhook("zz-ordered", receiver);
        Lab.webhook("aa-ordered", receiver);
        var alert = tell("zz-ordered", "aa-ordered");
        var told = Lab.deliveries(alert);
        var first = told.getLong("find { it.channel == 'zz-ordered' }.id");
        var second = told.getLong("find { it.channel == 'aa-ordered' }.id");
        assertThat(first).isLessThan(second);
        // Whoever reads the table from its beginning finds the second one first, as does who reads it by channel.
        deliveries.set(second, "status = 'PENDING', due_at = now() + interval '1 hour'");
        deliveries.set(first, "status = 'PENDING', due_at = now() + interval '1 hour'");

        try (var held = Held.of(pool, "select id from delivery where id = %d for update".formatted(first))) {
            var acknowledged =
                    CompletableFuture.runAsync(() -> Lab.put("/alerts/" + alert, Map.of("status", "acknowledged"))
                            .statusCode(200));
            held.awaitWaiting();

            Held.of(pool, "select id from delivery where id = %d for update nowait".formatted(second))
                    .close();
            held.close();
            acknowledged.join();
        }
        assertThat(deliveries.statusOf(second)).isEqualTo("CANCELLED");
    }

    @Test
    void takesBackWhatWasLostBesideWhatAnotherHasInHand() {
        Lab.webhook("lost", receiver);
        var first = Lab.deliveries(tell("lost")).getLong("[0].id");
        var second = Lab.deliveries(tell("lost")).getLong("[0].id");

        try (var held = Held.of(pool, "select id from delivery where id = %d for update".formatted(first))) {
            held.run("update delivery set status = 'SENDING', leased_until = now() - interval '1 second' where id = "
                    + first);
            deliveries.set(second, "status = 'SENDING', leased_until = now() - interval '1 second'");

            await().atMost(PATIENCE).until(() -> deliveries.statusOf(second).equals("SENT"));
            assertThat(receiver.calls()).hasSize(3);
        }
        await().atMost(PATIENCE).until(() -> deliveries.statusOf(first).equals("SENT"));
    }

    @Test
    void aPersonWhoChangesAChannelComesAfterTheSystemThatDisablesIt() {
        Lab.webhook("raced", receiver);

        try (var held = Held.of(pool, """
                update notification_channel
                set enabled = false, disabled_reason = 'the receiver is gone', version = version + 1
                where name = 'raced'""")) {
            var enabled =
                    CompletableFuture.runAsync(() -> Lab.put("/notification-channels/raced", Map.of("enabled", true))
                            .statusCode(200));
            held.awaitWaiting();
            held.close();
            enabled.join();
        }

        assertThat(Lab.channel("raced").getBoolean("enabled")).isTrue();
        assertThat(Lab.channel("raced").getString("disabled_reason")).isNull();
    }

    @Test
    void doesNotSendWhatTwoPeopleTookInHandAtOnce() {
        Lab.webhook("both", receiver);
        var alert = tell("both");
        var delivery = Lab.deliveries(alert).getLong("[0].id");
        // As both leave it: neither saw that the other was about to settle the rest.
        pool.query("""
                update notification_alert set settled = true
                where notification_id = (select notification_id from delivery where id = %d)""".formatted(delivery)).executeAndAwait();

        deliveries.set(delivery, "status = 'PENDING', due_at = now()");

        await().atMost(PATIENCE).until(() -> deliveries.statusOf(delivery).equals("CANCELLED"));
        assertThat(Lab.timeline(alert).getString("[0].kind")).isEqualTo("cancelled");
        assertThat(Lab.timeline(alert).getString("[0].reason")).isEqualTo("nobody needs it any more");
        assertThat(Lab.timeline(alert).getList("[0].details.channels", String.class))
                .containsExactly("both");
        assertThat(receiver.calls()).hasSize(1);
    }

    @Test
    void saysThatItIsOverWhereAProcessDiedOverTheNews() {
        Lab.webhook("perhaps", receiver);
        var model = model();
        Lab.rule(model, "rule-perhaps", "perhaps");
        lab.found(model, "gsm8k", Metric.accuracy(0.5625, 0.4));
        var alert = awaitAlert(model);
        var delivery = awaitDeliveries(alert).getLong("[0].id");
        // As it is once it was taken back: sent or not, nobody wrote it down.
        pool.query("update delivery_attempt set outcome = null, finished_at = null where delivery_id = " + delivery)
                .executeAndAwait();
        deliveries.set(delivery, "status = 'PENDING', due_at = now() + interval '1 hour'");

        lab.cleared(model, "gsm8k", "s1", Metric.accuracy(0.5625, 0.4));

        await().atMost(PATIENCE)
                .until(() -> Lab.deliveries(alert).getList("kind", String.class).contains("resolved"));
        assertThat(awaitDeliveries(alert).getList("status", String.class)).containsExactly("sent", "cancelled");
    }

    /// Opens an alert by a rule of its own that names these channels, and waits until it is told.
    private long tell(String... channels) {
        var model = model();
        Lab.rule(model, "rule-%s-%d".formatted(channels[0], model.id()), channels);
        lab.found(model, "gsm8k", Metric.accuracy(0.5625, 0.4));
        var alert = awaitAlert(model);
        awaitDeliveries(alert);
        return alert;
    }
}
