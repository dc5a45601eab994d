package io.llmlab.runner.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.local.testing.TopicReader;
import io.llmlab.platform.outbox.Outbox;
import io.llmlab.runner.Contract;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whether the lab shows that it is alive: once an interval, however many instances there are.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class HeartbeatTest {

    private static final String RUNS = "llmlab.run-completed.v1";
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int INSTANCES = 4;

    @Inject
    Outbox outbox;

    @Inject
    Pool pool;

    private final String bootstrapServers =
            ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);

    @BeforeEach
    void isDue() {
        due("now()");
    }

    @Test
    void beatsOnceAnIntervalHoweverManyInstancesThereAre() throws Exception {
        // What another test sent may still be on its way.
        await().atMost(PATIENCE).until(() -> count("outbox") == 0);
        var before = heartbeats().size();

        List<Future<Boolean>> taken;
        try (var threads = Executors.newFixedThreadPool(INSTANCES)) {
            Callable<Boolean> beat = () -> beatsOnce(new Heartbeat(outbox, () -> Duration.ofMinutes(1)));
            taken = threads.invokeAll(List.of(beat, beat, beat, beat));
        }

        assertThat(taken.stream().filter(Future::resultNow)).hasSize(1);
        var sent = new TopicReader(bootstrapServers).await(RUNS, before + 1, PATIENCE, HeartbeatTest::isHeartbeat);
        assertThat(sent).hasSize(before + 1);
        Contract.assertSatisfied("heartbeat-started", sent.getLast().value());
        Contract.assertSatisfied("heartbeat-started", Contract.example("heartbeat-started"));
    }

    @Test
    void beatsAgainAfterTheInterval() throws Throwable {
        var heartbeat = new Heartbeat(outbox, () -> Duration.ofMinutes(5));

        assertThat(beats(heartbeat)).isTrue();
        assertThat(beats(heartbeat)).isFalse();
        due("due_at - interval '5 minutes'");
        assertThat(beats(heartbeat)).isTrue();
    }

    /// What it sends is no run: nothing can list or count it.
    @Test
    void storesNoRun() throws Throwable {
        var before = count("run");

        assertThat(beats(new Heartbeat(outbox, () -> Duration.ofMinutes(5)))).isTrue();

        assertThat(count("run")).isEqualTo(before);
    }

    private static boolean beatsOnce(Heartbeat heartbeat) {
        try {
            return beats(heartbeat);
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static boolean beats(Heartbeat heartbeat) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> Uni.createFrom().deferred(heartbeat::beat));
    }

    private void due(String at) {
        pool.query("update heartbeat set due_at = " + at).executeAndAwait();
    }

    private long count(String table) {
        return pool.query("select count(*) from " + table)
                .executeAndAwait()
                .iterator()
                .next()
                .getLong(0);
    }

    private List<ConsumerRecord<String, String>> heartbeats() {
        return new TopicReader(bootstrapServers).read(RUNS, HeartbeatTest::isHeartbeat);
    }

    private static boolean isHeartbeat(ConsumerRecord<String, String> event) {
        return event.key().equals("heartbeat");
    }
}
