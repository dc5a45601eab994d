package io.llmlab.regression.event;

import static io.llmlab.platform.flow.Steps.inTurn;

import io.llmlab.platform.deadletter.Intake;
import io.llmlab.platform.inbox.Inbox;
import io.llmlab.platform.inbox.Stretch;
import io.llmlab.regression.finding.FindingService;
import io.llmlab.regression.finding.TrialService;
import io.llmlab.regression.heartbeat.HeartbeatStarted;
import io.llmlab.regression.heartbeat.Heartbeats;
import io.llmlab.regression.item.ItemService;
import io.llmlab.regression.series.SeriesService;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

@ApplicationScoped
class RunCompletedConsumer implements Intake {

    private static final String HEARTBEAT = "io.llmlab.heartbeat-started.v1";

    private final Inbox inbox;
    private final Heartbeats heartbeats;
    private final SeriesService series;
    private final ItemService items;
    private final FindingService findings;
    private final TrialService trials;

    RunCompletedConsumer(
            Inbox inbox,
            Heartbeats heartbeats,
            SeriesService series,
            ItemService items,
            FindingService findings,
            TrialService trials) {
        this.inbox = inbox;
        this.heartbeats = heartbeats;
        this.series = series;
        this.items = items;
        this.findings = findings;
        this.trials = trials;
    }

    @Incoming("run-completed")
    Uni<Void> consume(KafkaRecordBatch<String, String> batch) {
        return inTurn(Stretch.of(batch.getRecords()), this::take);
    }

    @Override
    public Map<String, Function<Message<String>, Uni<Void>>> takers() {
        return Map.of("llmlab.run-completed.v1", message -> inTurn(Stretch.of(List.of(message)), this::take));
    }

    private Uni<Void> take(Stretch stretch) {
        return stretch.type().equals(HEARTBEAT)
                ? inbox.onceEach(stretch.messages(), HeartbeatStarted.class, heartbeats::take)
                : inbox.onceEach(stretch.messages(), RunCompleted.class, this::take);
    }

    /// What some runs do, in their order; within the current transaction.
    Uni<Void> take(List<RunCompleted> events) {
        return inTurn(Waves.of(events), this::takeWave);
    }

    /// Runs that share no series: what one of them shows does not depend on the others.
    private Uni<Void> takeWave(List<RunCompleted> wave) {
        return series.know(wave.stream().map(RunCompleted::modelRef).toList())
                .chain(() ->
                        evaluate(wave.stream().filter(RunCompleted::isEvidence).toList()))
                .chain(() -> inTurn(wave, this::countAsRepeat))
                .chain(findings::settle);
    }

    private Uni<Void> countAsRepeat(RunCompleted event) {
        var requestId = event.requestId();
        return requestId == null ? Uni.createFrom().voidItem() : trials.repeated(requestId, event.runId());
    }

    private Uni<Void> evaluate(List<RunCompleted> evidence) {
        return inTurn(evidence, this::keepItems)
                .chain(() -> series.append(
                        evidence.stream().map(RunCompleted::measuredRun).toList()))
                .chain(findings::evaluate);
    }

    private Uni<Void> keepItems(RunCompleted event) {
        return items.keep(event.runId(), event.timestamp(), event.items());
    }
}
