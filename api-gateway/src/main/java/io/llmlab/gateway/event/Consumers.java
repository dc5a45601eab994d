package io.llmlab.gateway.event;

import io.llmlab.platform.deadletter.Intake;
import io.llmlab.platform.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/// Takes in all topics. The read model is one for all instances, which share the work as one consumer group.
@ApplicationScoped
class Consumers implements Intake {

    /// Signs of life on their way to the heartbeat channels: no run, and no finding.
    private static final Set<String> HEARTBEATS =
            Set.of("io.llmlab.heartbeat-started.v1", "io.llmlab.heartbeat-found.v1");

    private static final String CLEARED = "io.llmlab.regression-cleared.v1";

    private final Inbox inbox;
    private final ReadModel model;
    private final Freshness freshness;

    Consumers(Inbox inbox, ReadModel model, Freshness freshness) {
        this.inbox = inbox;
        this.model = model;
        this.freshness = freshness;
    }

    @Incoming("model-changed")
    Uni<Void> modelChanged(Message<String> message) {
        return once(message, ModelChanged.class, model::apply);
    }

    @Incoming("job-changed")
    Uni<Void> jobChanged(Message<String> message) {
        return once(message, JobChanged.class, model::apply);
    }

    @Incoming("run-changed")
    Uni<Void> runChanged(Message<String> message) {
        return once(message, RunChanged.class, model::apply);
    }

    @Incoming("run-completed")
    Uni<Void> runCompleted(Message<String> message) {
        return once(message, RunCompleted.class, model::apply);
    }

    @Incoming("regression-found")
    Uni<Void> regression(Message<String> message) {
        return Inbox.typeOf(message).equals(CLEARED)
                ? once(message, RegressionCleared.class, model::apply)
                : once(message, RegressionFound.class, model::apply);
    }

    @Incoming("alert-changed")
    Uni<Void> alertChanged(Message<String> message) {
        return once(message, AlertChanged.class, model::apply);
    }

    @Override
    public Map<String, Function<Message<String>, Uni<Void>>> takers() {
        return Map.of(
                "llmlab.model-changed.v1", this::modelChanged,
                "llmlab.job-changed.v1", this::jobChanged,
                "llmlab.run-changed.v1", this::runChanged,
                "llmlab.run-completed.v1", this::runCompleted,
                "llmlab.regression-found.v1", this::regression,
                "llmlab.alert-changed.v1", this::alertChanged);
    }

    private <E> Uni<Void> once(Message<String> message, Class<E> type, Function<E, Uni<Void>> effect) {
        return HEARTBEATS.contains(Inbox.typeOf(message))
                ? inbox.leaveOut(List.of(message))
                : freshness.during(message, inbox.once(message, type, effect));
    }
}
