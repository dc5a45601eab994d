package io.llmlab.runner.intake;

import static java.util.Objects.requireNonNullElse;

import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.deadletter.Intake;
import io.llmlab.platform.inbox.Inbox;
import io.llmlab.runner.run.RunJudgement;
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
    private final RunJudgement judgement;

    AlertChangedConsumer(Inbox inbox, RunJudgement judgement) {
        this.inbox = inbox;
        this.judgement = judgement;
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
        var by = requireNonNullElse(event.alert().resolvedBy(), Audit.ANONYMOUS);
        return Multi.createFrom()
                .iterable(event.badRuns())
                .onItem()
                .transformToUniAndConcatenate(run -> judgement.excludeWherePossible(run, by, event.reason()))
                .onItem()
                .ignoreAsUni();
    }
}
