package io.llmlab.alert.policy.route;

import io.llmlab.platform.http.Page;
import io.llmlab.platform.problem.DomainException.NotFound;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class RouteRepository implements PanacheRepository<Route> {

    Uni<Route> require(long id) {
        return findById(id).onItem().ifNull().failWith(() -> new NotFound("route", id));
    }

    /// Whether another one than the given has the name.
    Uni<Boolean> isTaken(String name, long byOtherThan) {
        return count("name = ?1 and id <> ?2", name, byOtherThan).map(found -> found > 0);
    }

    /// In the order in which they are asked.
    Uni<List<Route>> inOrder() {
        return list("order by position, id");
    }

    Uni<List<Route>> page(Page page) {
        return find("order by position, id")
                .range(page.offset(), page.offset() + page.limit() - 1)
                .list();
    }
}
