package io.llmlab.alert.policy.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.alert.notify.ChannelUsers;
import io.llmlab.alert.notify.Channels;
import io.llmlab.alert.policy.PolicyChanges;
import io.llmlab.alert.policy.Router;
import io.llmlab.alert.policy.RouterSource;
import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.http.Page;
import io.llmlab.platform.http.Subset;
import io.llmlab.platform.problem.DomainException.Conflict;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/// Makes, changes, deletes and finds routes.
@ApplicationScoped
class RouteService implements RouterSource, ChannelUsers {

    private static final int MOST = 200;
    private static final long NONE = 0;

    private final RouteRepository routes;
    private final Channels channels;
    private final PolicyChanges changes;
    private final Subset subset;
    private final Clock clock;

    RouteService(RouteRepository routes, Channels channels, PolicyChanges changes, Subset subset, Clock clock) {
        this.routes = routes;
        this.channels = channels;
        this.changes = changes;
        this.subset = subset;
        this.clock = clock;
    }

    @Override
    public Uni<Router> router() {
        return routes.inOrder().map(Routes::of);
    }

    @Override
    public Uni<List<Use>> uses() {
        return routes.inOrder()
                .map(found -> found.stream()
                        .map(route -> new Use("route " + route.name(), true, route.channels()))
                        .toList());
    }

    @WithSession
    Uni<List<RouteView>> list(Page page) {
        return routes.page(page).map(found -> found.stream().map(RouteView::of).toList());
    }

    @WithSession
    Uni<RouteView> get(long id) {
        return routes.require(id).map(RouteView::of);
    }

    @WithTransaction
    Uni<RouteView> create(RouteRequest request) {
        var route = Route.of(request, clock.instant());
        return changes.begin()
                .chain(this::requireRoom)
                .chain(() -> requireFit(request, NONE))
                .chain(() -> routes.persistAndFlush(route))
                .call(stored -> changes.made(Audit.ANONYMOUS, "route/" + stored.id()))
                .map(RouteView::of);
    }

    @WithTransaction
    Uni<RouteView> change(long id, ObjectNode given) {
        return changes.begin()
                .chain(() -> routes.require(id))
                .call(route -> change(route, given))
                .call(() -> changes.changed("changed", "route/" + id))
                .map(RouteView::of);
    }

    @WithTransaction
    Uni<Void> delete(long id) {
        return changes.begin()
                .chain(() -> routes.require(id))
                .chain(routes::delete)
                .chain(() -> changes.changed("deleted", "route/" + id));
    }

    private Uni<Void> change(Route route, ObjectNode given) {
        var all = subset.apply(RouteRequest.of(route), given, RouteRequest.class);
        return requireFit(all, route.id()).invoke(() -> route.become(all, clock.instant()));
    }

    private Uni<Void> requireRoom() {
        return routes.count()
                .invoke(there -> {
                    if (there >= MOST) {
                        throw new Conflict("There are %d routes; delete some first".formatted(there));
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> requireFit(RouteRequest request, long byOtherThan) {
        return routes.isTaken(request.name(), byOtherThan)
                .invoke(taken -> {
                    if (taken) {
                        throw new Conflict("There is a route %s already".formatted(request.name()));
                    }
                })
                .chain(() -> channels.require(request.channels(), "/channels"));
    }
}
