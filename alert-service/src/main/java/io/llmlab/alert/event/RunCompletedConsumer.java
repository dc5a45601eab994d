package io.llmlab.alert.event;

import io.llmlab.alert.notify.Notifications;
import io.llmlab.platform.deadletter.Intake;
import io.llmlab.platform.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

@ApplicationScoped
class RunCompletedConsumer implements Intake {

    /// On its way to regression-service.
    private static final String HEARTBEAT = "io.llmlab.heartbeat-started.v1";

    private final Inbox inbox;
    private final RunIntake runs;
    private final Notifications notifications;

    RunCompletedConsumer(Inbox inbox, RunIntake runs, Notifications notifications) {
        this.inbox = inbox;
        this.runs = runs;
        this.notifications = notifications;
    }

    @Incoming("run-completed")
    Uni<Void> consume(Message<String> message) {
        return Inbox.typeOf(message).equals(HEARTBEAT)
                ? inbox.leaveOut(List.of(message))
                : inbox.once(message, RunCompleted.class, runs::take).invoke(notifications::wake);
    }

    @Override
    public Map<String, Function<Message<String>, Uni<Void>>> takers() {
        return Map.of("llmlab.run-completed.v1", this::consume);
    }
}
