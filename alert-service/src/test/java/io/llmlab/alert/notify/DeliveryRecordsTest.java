package io.llmlab.alert.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmlab.alert.Held;
import io.llmlab.alert.MailServer;
import io.llmlab.alert.notify.DeliveryRecords.Record;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class DeliveryRecordsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Record SENT = record(DeliveryStatus.SENT, "200 ok");
    private static final Record FAILED = record(DeliveryStatus.FAILED, "400 no");

    @Inject
    Pool pool;

    @Inject
    DeliveryRecords records;

    @Test
    void keepsWhatCameOfAnAttemptThatLostItsLease() {
        var id = delivery("SENDING", 2);

        write(id, 1, FAILED);

        assertThat(statusOf(id)).isEqualTo("SENDING");
        assertThat(outcomeOf(id, 1)).isEqualTo("failed");
        write(id, 2, SENT);
        assertThat(statusOf(id)).isEqualTo("SENT");
        assertThat(outcomeOf(id, 2)).isEqualTo("sent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PENDING", "CANCELLED"})
    void whatWasSentWasSentWhateverBecameOfItMeanwhile(String status) {
        var id = delivery(status, 1);

        write(id, 1, FAILED);
        assertThat(statusOf(id)).isEqualTo(status);

        write(id, 1, SENT);
        assertThat(statusOf(id)).isEqualTo("SENT");
    }

    @Test
    void goesOnAfterAStatementThatFailed() {
        var id = delivery("SENDING", 1);
        var unstorable = record(DeliveryStatus.FAILED, "nothing \0 text");

        assertThatThrownBy(() -> write(id, 1, unstorable)).hasMessageContaining("0x00");
        assertThat(statusOf(id)).isEqualTo("SENDING");

        write(id, 1, SENT);
        assertThat(statusOf(id)).isEqualTo("SENT");
    }

    @Test
    void writesWhatEndedMeanwhileAtOnceAndInTheOrderOfIds() {
        var first = delivery("SENDING", 1);
        var low = delivery("SENDING", 1);
        var high = delivery("SENDING", 1);
        // So that who reads the table from its beginning finds the higher one first.
        touch(high);
        touch(low);
        var gate = Held.of(pool, "select id from delivery where id = %d for update".formatted(first));
        var opening = writing(first, SENT);
        gate.awaitWaiting();
        var later = List.of(writing(high, SENT), writing(low, SENT));

        try (var held = Held.of(pool, "select id from delivery where id = %d for update".formatted(low))) {
            gate.close();
            held.awaitWaiting();

            assertThat(statusOf(high)).isEqualTo("SENDING");
            Held.of(pool, "select id from delivery where id = %d for update nowait".formatted(high))
                    .close();
        }

        opening.await().atMost(PATIENCE);
        later.forEach(end -> end.await().atMost(PATIENCE));
        assertThat(statusOf(first)).isEqualTo("SENT");
        assertThat(statusOf(low)).isEqualTo("SENT");
        assertThat(statusOf(high)).isEqualTo("SENT");
    }

    private void write(long id, int attempt, Record record) {
        records.write(claimed(id, attempt), record).await().atMost(PATIENCE);
    }

    /// Begins to write.
    private Uni<Void> writing(long id, Record record) {
        return Uni.createFrom()
                .completionStage(records.write(claimed(id, 1), record).subscribeAsCompletionStage());
    }

    private static Record record(DeliveryStatus status, String answer) {
        return new Record(
                status, null, Duration.ZERO, Duration.ZERO, status.name().toLowerCase(Locale.ROOT), answer, null);
    }

    private static Claimed claimed(long id, int attempt) {
        return new Claimed(id, "records", attempt, attempt, Duration.ZERO, null, null, null, null);
    }

    /// One that no worker touches for an hour.
    private long delivery(String status, int attempts) {
        return row("""
                with said as (
                    insert into notification (message, kind) values ('{}', 'OPENED') returning id
                ), made as (
                    insert into delivery (notification_id, channel, status, attempts, due_at, leased_until)
                    select id, 'records', $1, $2, now() + interval '1 hour', now() + interval '1 hour' from said
                    returning id
                ), tried as (
                    insert into delivery_attempt (delivery_id, attempt, started_at)
                    select id, attempt, now() from made, generate_series(1, $2) as attempt
                )
                select id from made""", status, attempts).getLong("id");
    }

    private void touch(long id) {
        pool.preparedQuery("update delivery set reason = 'touched' where id = $1")
                .executeAndAwait(Tuple.of(id));
    }

    private String statusOf(long id) {
        return row("select status from delivery where id = $1", id).getString("status");
    }

    private String outcomeOf(long id, int attempt) {
        return row("select outcome from delivery_attempt where delivery_id = $1 and attempt = $2", id, attempt)
                .getString("outcome");
    }

    private Row row(String sql, Object... values) {
        return pool.preparedQuery(sql)
                .executeAndAwait(Tuple.from(values))
                .iterator()
                .next();
    }
}
