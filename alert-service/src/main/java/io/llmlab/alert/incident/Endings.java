package io.llmlab.alert.incident;

import io.llmlab.alert.incident.Incidents.Recovery;
import io.llmlab.alert.incident.Life.Event;
import io.llmlab.alert.timeline.Entry;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// How alerts end by themselves, within the caller's transaction: part by part, and with the last of them.
@ApplicationScoped
class Endings {

    private final AlertRepository alerts;
    private final PartRepository parts;
    private final Transitions transitions;
    private final Herald herald;
    private final Clock clock;

    Endings(AlertRepository alerts, PartRepository parts, Transitions transitions, Herald herald, Clock clock) {
        this.alerts = alerts;
        this.parts = parts;
        this.transitions = transitions;
        this.herald = herald;
        this.clock = clock;
    }

    Uni<Void> recover(List<Recovery> recoveries) {
        return Multi.createFrom()
                .iterable(recoveries)
                .onItem()
                .transformToUniAndConcatenate(this::recover)
                .onItem()
                .<News.Item>disjoint()
                .collect()
                .asList()
                .chain(herald::over);
    }

    private Uni<List<News.Item>> recover(Recovery recovery) {
        return alerts.openOf(recovery.series())
                .chain(open ->
                        takeBack(open, part -> part.isOf(recovery.series()), recovery.stream(), recovery.text()));
    }

    Uni<Void> end(String fingerprint, String why) {
        return alerts.openOf(fingerprint)
                .chain(open -> takeBack(open, part -> part.fingerprint().equals(fingerprint), null, why))
                .chain(herald::over);
    }

    Uni<Void> withdraw(long modelId, long runId, String why) {
        return alerts.openOfRun(modelId, runId)
                .map(open -> open.stream().filter(Alert::isOfRun).toList())
                .chain(open -> takeBack(open, _ -> true, null, why))
                .chain(herald::over);
    }

    /// @return of the alerts that are over with it
    private Uni<List<News.Item>> takeBack(
            List<Alert> open, Predicate<AlertPart> which, @Nullable String stream, String why) {
        return Multi.createFrom()
                .iterable(open)
                .onItem()
                .transformToUniAndConcatenate(alert -> takeBack(alert, which, stream, why))
                .onItem()
                .<News.Item>disjoint()
                .collect()
                .asList();
    }

    private Uni<List<News.Item>> takeBack(
            Alert alert, Predicate<AlertPart> which, @Nullable String stream, String why) {
        return parts.of(alert).chain(all -> {
            var back = all.stream()
                    .filter(AlertPart::isOpen)
                    .filter(which)
                    .filter(part -> takeBack(alert, part, stream, why))
                    .toList();
            if (back.isEmpty()) {
                return Uni.createFrom().item(List.of());
            }
            return all.stream().anyMatch(AlertPart::isOpen) ? clear(alert, back, why) : resolve(alert, all, why);
        });
    }

    /// What the alert says of its streams is what the lead does.
    private boolean takeBack(Alert alert, AlertPart part, @Nullable String stream, String why) {
        if (part.isLead() && stream != null) {
            var _ = alert.isOverAfter(stream);
        }
        return part.isBackWith(stream, why, clock.instant());
    }

    private Uni<List<News.Item>> clear(Alert alert, List<AlertPart> back, String why) {
        var names = back.stream().map(AlertPart::about).toList();
        return transitions
                .record(alert.partCleared(clock.instant()), Entry.SYSTEM, why, Map.of("parts", names))
                .replaceWith(List.of());
    }

    private Uni<List<News.Item>> resolve(Alert alert, List<AlertPart> all, String why) {
        var reason = alert.isSingle() ? why : "All %d parts are back; %s".formatted(all.size(), why);
        Log.infof("Alert %d resolves by itself: %s", alert.id(), reason);
        return transitions
                .record(
                        alert.resolve(Event.RECOVERED, Entry.SYSTEM, reason, null, clock.instant()),
                        Entry.SYSTEM,
                        reason,
                        Map.of())
                .replaceWith(all.stream()
                        .map(part -> new News.Item(alert, part, part.clearedBecause()))
                        .toList());
    }
}
