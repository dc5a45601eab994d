package io.llmlab.alert.incident;

import io.llmlab.alert.timeline.Entry;
import io.llmlab.alert.timeline.Timeline;
import io.llmlab.platform.outbox.Outbox;
import io.llmlab.platform.outbox.OutboxEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What follows from every transition of an alert, whoever caused it: the event for the other services and the entry in
/// the timeline, within the caller's transaction.
@ApplicationScoped
class Transitions {

    private final Outbox outbox;
    private final Timeline timeline;

    Transitions(Outbox outbox, Timeline timeline) {
        this.outbox = outbox;
        this.timeline = timeline;
    }

    /// @param actor a person's name, or [Entry#SYSTEM]
    Uni<Void> record(AlertChanged event, String actor, @Nullable String reason, Map<String, Object> details) {
        var entry = new Entry(event.alert().id(), event.at(), event.change().entry(), actor, reason, details);
        return outbox.append(OutboxEvent.of("alert-changed", event.model().id(), event))
                .chain(() -> timeline.append(List.of(entry)));
    }
}
