package io.llmlab.alert.policy.mute;

import io.llmlab.platform.http.Page;
import io.llmlab.platform.problem.DomainException.NotFound;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class MuteTimeRepository implements PanacheRepository<MuteTime> {

    Uni<MuteTime> require(long id) {
        return findById(id).onItem().ifNull().failWith(() -> new NotFound("mute time", id));
    }

    /// Whether another one than the given has the name.
    Uni<Boolean> isTaken(String name, long byOtherThan) {
        return count("name = ?1 and id <> ?2", name, byOtherThan).map(found -> found > 0);
    }

    Uni<List<MuteTime>> all() {
        return list("order by id");
    }

    Uni<List<MuteTime>> page(Page page) {
        var after = page.after();
        var query = after == null ? find("order by id desc") : find("id < ?1 order by id desc", after);
        return query.range(page.offset(), page.offset() + page.limit() - 1).list();
    }
}
