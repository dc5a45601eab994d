package io.llmlab.alert.event;

import io.llmlab.alert.evaluate.Evaluation;
import io.llmlab.alert.incident.Incidents;
import io.llmlab.alert.notify.Notifications;
import io.llmlab.platform.inbox.Inbox;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/// Two types share the topic, so that what was found and what is over arrive in order.
@ApplicationScoped
class RegressionConsumer {

    private static final String FOUND = "io.llmlab.regression-found.v1";
    private static final String CLEARED = "io.llmlab.regression-cleared.v1";

    private final Inbox inbox;
    private final Evaluation evaluation;
    private final Incidents incidents;
    private final Notifications notifications;

    RegressionConsumer(Inbox inbox, Evaluation evaluation, Incidents incidents, Notifications notifications) {
        this.inbox = inbox;
        this.evaluation = evaluation;
        this.incidents = incidents;
        this.notifications = notifications;
    }

    @Incoming("regression-found")
    Uni<Void> consume(Message<String> message) {
        return switch (Inbox.typeOf(message)) {
            case FOUND -> inbox.once(message, RegressionFound.class, this::take).invoke(notifications::wake);
            case CLEARED ->
                inbox.once(message, RegressionCleared.class, this::take).invoke(notifications::wake);
            // A type that a newer producer added to the topic is not ours to judge.
            default -> Uni.createFrom().completionStage(message.ack());
        };
    }

    private Uni<Void> take(RegressionFound found) {
        if (found.backfill()) {
            Log.infof("The findings of run %d are history that arrived late; nobody is told of them", found.runId());
            return Uni.createFrom().voidItem();
        }
        return evaluation.take(found.signal()).replaceWithVoid();
    }

    private Uni<Void> take(RegressionCleared over) {
        return incidents.lock(over.model().id()).chain(() -> incidents.recover(over.recoveries()));
    }
}
