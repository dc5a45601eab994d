package io.llmlab.alert.event;

import static io.llmlab.platform.flow.Steps.inTurn;
import static java.util.stream.Collectors.groupingBy;

import io.llmlab.alert.evaluate.Evaluation;
import io.llmlab.alert.incident.Incidents;
import io.llmlab.alert.ledger.Ledger;
import io.llmlab.alert.notify.Heartbeats;
import io.llmlab.alert.notify.Notifications;
import io.llmlab.alert.recent.ToldFindings;
import io.llmlab.alert.recent.ToldFindings.Told;
import io.llmlab.platform.deadletter.Intake;
import io.llmlab.platform.inbox.Inbox;
import io.llmlab.platform.inbox.Line;
import io.llmlab.platform.inbox.Stretch;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/// Two types share the topic, so that what was found and what is over arrive in order.
@ApplicationScoped
class RegressionConsumer implements Intake {

    private static final String FOUND = "io.llmlab.regression-found.v1";
    private static final String CLEARED = "io.llmlab.regression-cleared.v1";

    private static final String HEARTBEAT = "io.llmlab.heartbeat-found.v1";

    /// Side by side; a partition belongs to one.
    private static final int LINES = 2;

    private final Inbox inbox;
    private final ToldFindings told;
    private final Ledger ledger;
    private final Evaluation evaluation;
    private final Incidents incidents;
    private final Heartbeats heartbeats;
    private final Notifications notifications;
    private final List<Line> lines;

    RegressionConsumer(
            Inbox inbox,
            ToldFindings told,
            Ledger ledger,
            Evaluation evaluation,
            Incidents incidents,
            Heartbeats heartbeats,
            Notifications notifications) {
        this.inbox = inbox;
        this.told = told;
        this.ledger = ledger;
        this.evaluation = evaluation;
        this.incidents = incidents;
        this.heartbeats = heartbeats;
        this.notifications = notifications;
        this.lines =
                Stream.generate(() -> inbox.line(this::takeAll)).limit(LINES).toList();
    }

    @Incoming("regression-found")
    Uni<Void> consume(KafkaRecordBatch<String, String> batch) {
        var byLine = batch.getRecords().stream().collect(groupingBy(record -> record.getPartition() % LINES));
        return inTurn(
                List.copyOf(byLine.entrySet()), part -> lines.get(part.getKey()).add(part.getValue()));
    }

    @Override
    public Map<String, Function<Message<String>, Uni<Void>>> takers() {
        return Map.of("llmlab.regression-found.v1", message -> lines.getFirst().add(List.of(message)));
    }

    private Uni<Void> takeAll(List<Message<String>> messages) {
        return inTurn(Stretch.of(messages), this::take);
    }

    private Uni<Void> take(Stretch stretch) {
        return switch (stretch.type()) {
            case FOUND ->
                inbox.onceEach(stretch.messages(), RegressionFound.class, this::takeFound)
                        .invoke(notifications::wake);
            case CLEARED ->
                inbox.onceEach(stretch.messages(), RegressionCleared.class, this::takeCleared)
                        .invoke(notifications::wake);
            case HEARTBEAT ->
                inbox.onceEach(stretch.messages(), HeartbeatFound.class, this::takeHeartbeats)
                        .invoke(notifications::wake);
            // A type that a newer producer added to the topic is not ours to judge.
            default -> inbox.leaveOut(stretch.messages());
        };
    }

    private Uni<Void> takeFound(List<RegressionFound> found) {
        found.stream()
                .filter(RegressionFound::backfill)
                .forEach(late -> Log.infof(
                        "The findings of run %d are history that arrived late; nobody is told of them", late.runId()));
        var news = found.stream()
                .filter(of -> !of.backfill())
                .map(RegressionFound::signal)
                .toList();
        var kept = found.stream()
                .map(of -> new Told(of.runTimestamp(), of.signal()))
                .toList();
        return ledger.together(() ->
                told.keep(kept).chain(() -> news.isEmpty() ? Uni.createFrom().voidItem() : evaluation.takeEach(news)));
    }

    private Uni<Void> takeHeartbeats(List<HeartbeatFound> found) {
        return inTurn(
                found,
                heartbeat -> heartbeat.isFall()
                        ? heartbeats.arrived(heartbeat.at())
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> takeCleared(List<RegressionCleared> over) {
        return incidents
                .lock(over.stream().map(of -> of.model().id()).toList())
                .chain(() -> inTurn(over, of -> incidents.recover(of.recoveries())));
    }
}
