package io.llmlab.gateway.auth;

import io.llmlab.platform.http.Page;
import io.llmlab.platform.problem.DomainException.NotFound;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class ApiKeyRepository implements PanacheRepository<ApiKey> {

    Uni<ApiKey> require(long id) {
        return findById(id).onItem().ifNull().failWith(() -> new NotFound("API key", id));
    }

    Uni<Boolean> isInForce(String name) {
        return count("name = ?1 and revokedAt is null", name).map(count -> count > 0);
    }

    Uni<List<ApiKey>> page(Page page) {
        var after = page.after();
        var query = after == null ? find("order by id desc") : find("id < ?1 order by id desc", after);
        return query.range(page.offset(), page.offset() + page.limit() - 1).list();
    }
}
