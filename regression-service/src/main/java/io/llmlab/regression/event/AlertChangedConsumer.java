package io.llmlab.regression.event;

import io.llmlab.platform.deadletter.Intake;
import io.llmlab.platform.inbox.Inbox;
import io.llmlab.regression.finding.AlertJudgements;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

@ApplicationScoped
class AlertChangedConsumer implements Intake {

    private final Inbox inbox;
    private final AlertJudgements judgements;

    AlertChangedConsumer(Inbox inbox, AlertJudgements judgements) {
        this.inbox = inbox;
        this.judgements = judgements;
    }

    @Incoming("alert-changed")
    Uni<Void> consume(Message<String> message) {
        return inbox.once(message, AlertChanged.class, this::take);
    }

    @Override
    public Map<String, Function<Message<String>, Uni<Void>>> takers() {
        return Map.of("llmlab.alert-changed.v1", this::consume);
    }

    private Uni<Void> take(AlertChanged event) {
        return Multi.createFrom()
                .iterable(event.judgements())
                .onItem()
                .transformToUniAndConcatenate(judgements::take)
                .onItem()
                .ignoreAsUni();
    }
}
