package io.llmlab.runner.model;

import io.llmlab.platform.http.Page;
import io.llmlab.platform.problem.DomainException.NotFound;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
public class ModelRepository implements PanacheRepository<Model> {

    private static final String INSERT_UNLESS_THERE = """
            insert into model (name, provider, model_type, active, labels, created_at, updated_at)
            values (:name, 'CUSTOM', 'CHAT', true, '{}', :at, :at)
            on conflict (name) do nothing""";

    /// @return the model, or a failure with [NotFound]
    public Uni<Model> require(long id) {
        return findById(id).onItem().ifNull().failWith(() -> new NotFound("model", id));
    }

    /// @return the model, or a failure with [NotFound]
    public Uni<Model> requireByName(String name) {
        return named(name).map(found -> found.orElseThrow(() -> new NotFound("model", name)));
    }

    public Uni<Optional<Model>> named(String name) {
        return find("name", name).firstResult().map(Optional::ofNullable);
    }

    /// Makes a model of provider `custom` unless the name is taken. Two callers at once make one.
    ///
    /// @return whether it was made now
    Uni<Boolean> insertCustomUnlessThere(String name, Instant at) {
        return getSession()
                .chain(session -> session.createNativeQuery(INSERT_UNLESS_THERE)
                        .setParameter("name", name)
                        .setParameter("at", at)
                        .executeUpdate())
                .map(rows -> rows == 1);
    }

    Uni<List<Model>> page(boolean activeOnly, @Nullable Provider provider, Page page) {
        return matching(activeOnly, provider, page.after())
                .range(page.offset(), page.offset() + page.limit() - 1)
                .list();
    }

    Uni<Long> count(boolean activeOnly, @Nullable Provider provider) {
        return matching(activeOnly, provider, null).count();
    }

    private PanacheQuery<Model> matching(boolean activeOnly, @Nullable Provider provider, @Nullable Long after) {
        var conditions = new ArrayList<>(List.of("1 = 1"));
        var parameters = new Parameters();
        if (activeOnly) {
            conditions.add("active");
        }
        if (provider != null) {
            conditions.add("provider = :provider");
            parameters.and("provider", provider);
        }
        if (after != null) {
            conditions.add("id < :after");
            parameters.and("after", after);
        }
        return find(String.join(" and ", conditions) + " order by id desc", parameters);
    }
}
