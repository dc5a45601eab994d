package io.llmlab.regression.series;

import io.llmlab.platform.problem.DomainException.NotFound;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// The models that were told of, by a run or by their own event.
@ApplicationScoped
class ModelRepository {

    private static final String KNOW = """
            insert into model (id, name) values (:id, :name)
            on conflict (id) do update set name = excluded.name where model.name <> excluded.name""";

    Uni<Void> know(ModelRef model) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(KNOW)
                        .setParameter("id", model.id())
                        .setParameter("name", model.name())
                        .executeUpdate())
                .replaceWithVoid();
    }

    Uni<Void> require(long id) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("select id from model where id = :id", Long.class)
                        .setParameter("id", id)
                        .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(() -> new NotFound("model", id))
                .replaceWithVoid();
    }

    Uni<List<Long>> all() {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("select id from model order by id", Long.class)
                        .getResultList());
    }
}
