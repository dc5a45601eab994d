package io.llmlab.alert.incident;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.flatMapping;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import io.llmlab.alert.notify.Notifications;
import io.llmlab.alert.notify.Notifications.TakenBack;
import io.llmlab.alert.policy.Hold;
import io.llmlab.alert.policy.InForce;
import io.llmlab.alert.policy.Policies;
import io.llmlab.alert.policy.Target;
import io.llmlab.alert.policy.Withheld;
import io.llmlab.alert.signal.NewsKind;
import io.llmlab.alert.timer.Timer;
import io.llmlab.alert.timer.TimerHandler;
import io.llmlab.alert.timer.TimerKind;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes back what waits to be sent and may not be told now: a policy came into force meanwhile. It is told
/// later, as if it had never been planned.
@ApplicationScoped
class Recall implements TimerHandler {

    private static final int AT_ONCE = 500;

    private final AlertRepository alerts;
    private final PartRepository parts;
    private final Notifications notifications;
    private final Policies policies;
    private final Discretion discretion;
    private final Withheld withheld;

    Recall(
            AlertRepository alerts,
            PartRepository parts,
            Notifications notifications,
            Policies policies,
            Discretion discretion,
            Withheld withheld) {
        this.alerts = alerts;
        this.parts = parts;
        this.notifications = notifications;
        this.policies = policies;
        this.discretion = discretion;
        this.withheld = withheld;
    }

    @Override
    public TimerKind kind() {
        return TimerKind.RECALL;
    }

    @Override
    public Uni<Void> fire(Timer timer) {
        var after = timer.payload().get("after") instanceof Number number ? number.longValue() : 0;
        return notifications
                .waiting(after, AT_ONCE)
                .chain(ids -> ids.isEmpty() ? Uni.createFrom().voidItem() : recall(ids));
    }

    private Uni<Void> recall(List<Long> ids) {
        var recalled = alerts.toChange(ids).chain(this::recallOf);
        return ids.size() < AT_ONCE ? recalled : recalled.chain(() -> withheld.recallBehind(ids.getLast()));
    }

    private Uni<Void> recallOf(List<Alert> found) {
        return parts.itemsOf(found).chain(items -> {
            var models = items.stream().map(item -> item.part().model().id()).collect(toSet());
            return policies.inForce(models).chain(inForce -> recall(held(items, inForce)));
        });
    }

    /// What may still be told of one part is told of all: it is one message.
    private static Map<Long, Held> held(List<News.Item> items, InForce inForce) {
        var held = new LinkedHashMap<Long, Held>();
        items.stream()
                .collect(groupingBy(item -> item.alert().id(), LinkedHashMap::new, toList()))
                .forEach((alert, of) -> holdOfAll(of, inForce).ifPresent(hold -> held.put(alert, new Held(of, hold))));
        return held;
    }

    private static Optional<Hold> holdOfAll(List<News.Item> items, InForce inForce) {
        var holds = items.stream().map(item -> inForce.holds(item.traits())).toList();
        return holds.stream().allMatch(Optional::isPresent) ? holds.getFirst() : Optional.empty();
    }

    /// @param items of one alert
    private record Held(List<News.Item> items, Hold hold) {}

    /// What is kept back in one piece.
    private record Piece(Hold hold, String ruleId, NewsKind kind, String channel) {}

    private Uni<Void> recall(Map<Long, Held> held) {
        return notifications
                .takeBack(held.keySet(), "kept back, as the timeline says")
                .chain(taken -> Multi.createFrom()
                        .iterable(pieces(taken, held).entrySet())
                        .onItem()
                        .transformToUniAndConcatenate(piece -> keepBack(piece.getKey(), piece.getValue()))
                        .onItem()
                        .ignoreAsUni());
    }

    /// Several messages of one kind may have waited.
    private static Map<Piece, List<News.Item>> pieces(List<TakenBack> taken, Map<Long, Held> held) {
        return taken.stream()
                .distinct()
                .filter(one -> held.containsKey(one.alertId()))
                .collect(groupingBy(
                        one -> piece(one, requireNonNull(held.get(one.alertId()))),
                        LinkedHashMap::new,
                        flatMapping(one -> requireNonNull(held.get(one.alertId())).items().stream(), toList())));
    }

    private static Piece piece(TakenBack one, Held held) {
        return new Piece(held.hold(), held.items().getFirst().alert().ruleId(), one.kind(), one.channel());
    }

    private Uni<Void> keepBack(Piece piece, List<News.Item> items) {
        var target = Target.of(piece.ruleId(), List.of(piece.channel()));
        return discretion.keepBack(new News(piece.kind(), items, target, null), piece.hold());
    }
}
