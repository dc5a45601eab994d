package io.llmlab.regression.series;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.platform.database.PlainSql;
import io.llmlab.platform.problem.DomainException.NotFound;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// The models that were told of, by a run or by their own event.
@ApplicationScoped
class ModelRepository {

    /// One that is known as it is told is only read: nearly every run's is.
    private static final String KNOW = """
            insert into model (id, name, provider, labels)
            select told.id, told.name, told.provider, told.labels::jsonb
            from unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) as told(id, name, provider, labels)
            where not exists (
                select from model
                where model.id = told.id
                    and (model.name, model.provider, model.labels)
                        is not distinct from (told.name, told.provider, told.labels::jsonb))
            on conflict (id) do update
                set name = excluded.name, provider = excluded.provider, labels = excluded.labels""";

    /// A model that was last told of before this was kept is one of any provider, without labels.
    private static final String REF = """
            select name, coalesce(provider, 'custom'), cast(coalesce(labels, '{}') as text) from model where id = :id""";

    private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};

    private final ObjectMapper mapper;

    ModelRepository(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /// @param models each once
    Uni<Void> know(Collection<ModelRef> models) {
        var told =
                models.stream().sorted(Comparator.comparingLong(ModelRef::id)).toList();
        return PlainSql.update(
                        KNOW,
                        told.stream().map(ModelRef::id).toArray(Long[]::new),
                        told.stream().map(ModelRef::name).toArray(String[]::new),
                        told.stream().map(ModelRef::provider).toArray(String[]::new),
                        told.stream().map(model -> json(model.labels())).toArray(String[]::new))
                .replaceWithVoid();
    }

    /// The model as events name it.
    Uni<ModelRef> ref(long id) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(REF, Object[].class)
                        .setParameter("id", id)
                        .getSingleResult())
                .map(row -> new ModelRef(id, (String) row[0], (String) row[1], labels((String) row[2])));
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

    private String json(Map<String, String> labels) {
        try {
            return mapper.writeValueAsString(labels);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException("Labels are no JSON", unwritable);
        }
    }

    private Map<String, String> labels(String stored) {
        try {
            return mapper.readValue(stored, LABELS);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("Stored labels are no JSON", unreadable);
        }
    }
}
