package io.llmlab.alert.incident;

import io.llmlab.alert.notify.DeliveryHistory;
import io.llmlab.alert.notify.DeliveryView;
import io.llmlab.alert.timeline.Timeline;
import io.llmlab.alert.timeline.TimelineEntry;
import io.llmlab.platform.http.Listing;
import io.llmlab.platform.http.Page;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/// Alerts as clients see and change them.
@ApplicationScoped
class AlertService {

    private final AlertRepository alerts;
    private final PartRepository parts;
    private final AlertChanges changes;
    private final DeliveryHistory deliveries;
    private final Timeline timeline;

    AlertService(
            AlertRepository alerts,
            PartRepository parts,
            AlertChanges changes,
            DeliveryHistory deliveries,
            Timeline timeline) {
        this.alerts = alerts;
        this.parts = parts;
        this.changes = changes;
        this.deliveries = deliveries;
        this.timeline = timeline;
    }

    @WithSession
    Uni<Listing<AlertView>> list(AlertFilter filter, Page page) {
        return alerts.page(filter, page)
                .chain(listed -> views(listed, AlertFacts.MOST_PARTS))
                .chain(found -> page.count()
                        ? alerts.count(filter).map(total -> new Listing<>(found, total))
                        : Uni.createFrom().item(new Listing<>(found, null)));
    }

    @WithSession
    Uni<AlertView> get(long id) {
        return alerts.require(id).chain(this::view);
    }

    @WithSession
    Uni<Listing<DeliveryView>> notifications(long id, Page page) {
        return alerts.require(id).chain(alert -> deliveries.of(alert.id(), page));
    }

    @WithSession
    Uni<Listing<TimelineEntry>> timeline(long id, Page page) {
        return alerts.require(id)
                .chain(alert -> timeline.of(alert.id(), page))
                .map(entries -> new Listing<>(entries, null));
    }

    @WithTransaction
    Uni<AlertView> change(long id, AlertUpdate update) {
        return changes.apply(id, update).chain(this::view);
    }

    private Uni<AlertView> view(Alert alert) {
        return views(List.of(alert), AlertPart.MOST).map(List::getFirst);
    }

    private Uni<List<AlertView>> views(List<Alert> found, int mostParts) {
        return parts.of(found, mostParts)
                .chain(of -> deliveries
                        .statuses(found.stream().map(Alert::id).toList())
                        .map(statuses -> found.stream()
                                .map(alert -> AlertView.of(
                                        alert,
                                        statuses.getOrDefault(alert.id(), Map.of()),
                                        of.getOrDefault(alert.id(), List.of())))
                                .toList()));
    }
}
