package io.llmlab.alert;

import static io.llmlab.alert.Lab.PATIENCE;
import static io.llmlab.alert.Lab.alertsOf;
import static io.llmlab.alert.Lab.awaitDeliveries;
import static io.llmlab.alert.Lab.model;
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
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Findings that wait are taken in together.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class LotTest {

    private static final int MANY = 20;
    private static final Metric WORSE = Metric.accuracy(0.5625, 0.45);
    private static final Metric MUCH_WORSE = Metric.accuracy(0.5625, 0.3);

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
    void makesOfThemInOneTransactionWhatItWouldMakeOfOneAfterTheOther() {
        var model = model();
        Lab.webhook("lots", receiver);
        Lab.rule(model, "rule-lots", "lots");

        try (var held = Held.of(pool, lock(model))) {
            // While the first one waits, the others gather; a part of them may have been fetched before the rest came.
            lab.found(model, "first", WORSE);
            held.awaitWaiting();
            IntStream.range(0, MANY).forEach(number -> lab.found(model, "other-" + number, WORSE));
            lab.found(model, "repeated", WORSE);
            lab.found(model, "single", WORSE);
            lab.found(model, "repeated", MUCH_WORSE);
            lab.guessed(model);
            lab.cleared(model, "single", "s1", WORSE);
        }

        await().atMost(PATIENCE)
                .until(
                        () -> alertsOf(model)
                                .getList("findAll { it.status == 'resolved' }")
                                .size(),
                        size -> size > 0);
        var repeated = alertOf(model, "repeated");
        var single = alertOf(model, "single");
        assertThat(openings(model)).isLessThan(MANY / 2);
        assertThat(repeated).isLessThan(single);
        assertThat(alertsOf(model).getInt("find { it.id == %d }.occurrences".formatted(repeated)))
                .isEqualTo(2);
        assertThat(timeline(repeated).getList("kind")).containsExactly("planned", "worsened", "planned", "opened");
        assertThat(timeline(single).getList("kind")).contains("resolved", "planned", "opened");
        var told = awaitDeliveries(repeated);
        assertThat(told.getList("kind")).containsExactly("worsened", "opened");
        assertThat(told.getList("status")).containsExactly("sent", "sent");
    }

    /// What lets one transaction at a time decide about a model's alerts.
    private static String lock(ModelUnderTest model) {
        return "select pg_advisory_xact_lock(hashtextextended('alert.' || current_schema(), %d))".formatted(model.id());
    }

    private static long alertOf(ModelUnderTest model, String dataset) {
        return alertsOf(model)
                .getLong("find { it.rule_id == 'rule-lots' && it.dataset_name == '%s' }.id".formatted(dataset));
    }

    /// In how many transactions the model's alerts were opened.
    private long openings(ModelUnderTest model) {
        return pool.preparedQuery("""
                        select count(distinct xmin::text) as transactions from alert_event
                        where alert_id in (select id from alert where model_id = $1) and kind = 'OPENED'""")
                .executeAndAwait(Tuple.of(model.id()))
                .iterator()
                .next()
                .getLong("transactions");
    }
}
