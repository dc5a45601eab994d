package io.llmlab.alert.incident;

import io.llmlab.alert.incident.AlertChanged.Change;
import io.llmlab.alert.ledger.Kind;
import io.llmlab.alert.ledger.Ledger;
import io.llmlab.alert.policy.Policies;
import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.timeline.Entry;
import io.llmlab.alert.timeline.EntryKind;
import io.llmlab.alert.timeline.Timeline;
import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.outbox.Outbox;
import io.llmlab.platform.outbox.OutboxEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What follows from every transition of an alert, whoever caused it: the event for the other services and the
/// entry in the timeline, within the caller's transaction.
@ApplicationScoped
class Transitions {

    private final PartRepository parts;
    private final Timeline timeline;
    private final Audit audit;
    private final Policies policies;
    private final Clock clock;
    private final Ledger ledger;
    private final Kind<OutboxEvent> events;

    Transitions(
            Outbox outbox,
            PartRepository parts,
            Timeline timeline,
            Audit audit,
            Policies policies,
            Clock clock,
            Ledger ledger) {
        this.parts = parts;
        this.events = Kind.of(outbox::append);
        this.ledger = ledger;
        this.timeline = timeline;
        this.audit = audit;
        this.policies = policies;
        this.clock = clock;
    }

    /// @param actor a person's name, or [Entry#SYSTEM]
    Uni<Void> record(AlertChanged event, String actor, @Nullable String reason, Map<String, Object> details) {
        var entry = new Entry(event.alert().id(), event.at(), event.change().entry(), actor, reason, details);
        return withParts(event, reason)
                .chain(told -> ledger.add(events, List.of(OutboxEvent.of("alert-changed", told.key(), told))))
                .chain(() -> timeline.append(List.of(entry)))
                .chain(() -> endsAnOutage(event)
                        ? policies.availableAgain(event.alert().id())
                        : Uni.createFrom().voidItem());
    }

    /// With the end of an alert its parts end, whatever their series do.
    private Uni<AlertChanged> withParts(AlertChanged event, @Nullable String reason) {
        return !event.alert().parts().isEmpty()
                ? Uni.createFrom().item(event)
                : parts.ofId(event.alert().id(), event.mostParts()).map(of -> {
                    var told = event.with(of);
                    if (event.change() == Change.RESOLVED) {
                        of.stream()
                                .filter(AlertPart::isOpen)
                                .forEach(part -> part.clear(reason == null ? "resolved" : reason, event.at()));
                    }
                    return told;
                });
    }

    private static boolean endsAnOutage(AlertChanged event) {
        return event.change() == Change.RESOLVED && event.alert().alertType() == AlertType.MODEL_UNAVAILABLE;
    }

    /// The same for what a person did.
    Uni<Void> recordOfPerson(AlertChanged event, String person, @Nullable String reason, Map<String, Object> details) {
        var verb = event.change().name().toLowerCase(Locale.ROOT);
        return record(event, person, reason, details)
                .chain(() -> audit.record(person, verb, "alert " + event.alert().id()));
    }

    /// Keeps why people are not told, or why nothing is opened.
    Uni<Void> hold(Alert alert, String reason, Map<String, Object> details) {
        var entry = Entry.bySystem(alert.id(), clock.instant(), EntryKind.HELD, reason);
        return timeline.append(List.of(entry.with(details)));
    }
}
