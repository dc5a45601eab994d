package io.llmlab.alert.incident;

import io.llmlab.alert.notify.DeliveryHistory;
import io.llmlab.alert.notify.DeliveryView;
import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.http.Listing;
import io.llmlab.platform.http.Page;
import io.llmlab.platform.problem.DomainException.Conflict;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What people do with alerts.
@ApplicationScoped
class AlertService {

    private final AlertRepository alerts;
    private final Incidents incidents;
    private final DeliveryHistory deliveries;
    private final Audit audit;
    private final Clock clock;

    AlertService(AlertRepository alerts, Incidents incidents, DeliveryHistory deliveries, Audit audit, Clock clock) {
        this.alerts = alerts;
        this.incidents = incidents;
        this.deliveries = deliveries;
        this.audit = audit;
        this.clock = clock;
    }

    @WithSession
    Uni<Listing<AlertView>> list(AlertFilter filter, Page page) {
        return alerts.page(filter, page)
                .chain(this::views)
                .chain(found -> page.count()
                        ? alerts.count(filter).map(total -> new Listing<>(found, total))
                        : Uni.createFrom().item(new Listing<>(found, null)));
    }

    @WithSession
    Uni<AlertView> get(long id) {
        return alerts.require(id).chain(this::view);
    }

    @WithSession
    Uni<List<DeliveryView>> notifications(long id) {
        return alerts.require(id).chain(this::deliveriesOf);
    }

    @WithTransaction
    Uni<AlertView> change(long id, AlertUpdate update) {
        return alerts.requireToChange(id)
                .call(alert -> incidents.publish(apply(update, alert)))
                .call(alert -> record(update, alert))
                .chain(this::view);
    }

    private AlertChanged apply(AlertUpdate update, Alert alert) {
        var at = clock.instant();
        return switch (Objects.requireNonNull(update.status(), "validated")) {
            case ACKNOWLEDGED -> alert.acknowledge(update.acknowledger(), update.notesWithoutResolution(), at);
            case RESOLVED -> alert.resolve(update.resolver(), update.resolutionNotes(), update.resolution(), at);
            case ACTIVE ->
                throw new Conflict(
                        "Alert %d cannot be made active; the next finding opens a new one".formatted(alert.id()));
        };
    }

    private Uni<Void> record(AlertUpdate update, Alert alert) {
        var subject = "alert " + alert.id();
        return update.status() == AlertStatus.ACKNOWLEDGED
                ? audit.record(update.acknowledger(), "acknowledged", subject)
                : audit.record(update.resolver(), "resolved", subject);
    }

    private Uni<List<DeliveryView>> deliveriesOf(Alert alert) {
        var notification = alert.notificationId();
        return notification == null ? Uni.createFrom().item(List.of()) : deliveries.of(notification);
    }

    private Uni<AlertView> view(Alert alert) {
        return views(List.of(alert)).map(List::getFirst);
    }

    private Uni<List<AlertView>> views(List<Alert> found) {
        var notifications = found.stream()
                .map(Alert::notificationId)
                .filter(Objects::nonNull)
                .map(Long::longValue)
                .distinct()
                .toList();
        return deliveries
                .statuses(notifications)
                .map(statuses -> found.stream()
                        .map(alert -> AlertView.of(alert, statusesOf(alert, statuses)))
                        .toList());
    }

    private static Map<String, String> statusesOf(Alert alert, Map<Long, Map<String, String>> statuses) {
        var notification = alert.notificationId();
        return notification == null ? Map.of() : statuses.getOrDefault(notification, Map.of());
    }
}
