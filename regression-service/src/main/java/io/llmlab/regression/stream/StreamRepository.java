package io.llmlab.regression.stream;

import io.llmlab.platform.http.Page;
import io.llmlab.platform.problem.DomainException.NotFound;
import io.llmlab.regression.series.Micros;
import io.llmlab.regression.series.Position;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Streams as the runs show them, and what was declared of them.
@ApplicationScoped
class StreamRepository implements PanacheRepository<ComparableStreams> {

    /// By the most recent run.
    private static final String OF_MODEL = """
            select s.dataset_name, s.stream, s.runs, first.run_id as first_run, s.first_micros, last.run_id as last_run,
                s.last_micros, c.continues, c.id
            from (
                select dataset_name, stream, count(*) as runs, min(at) as first_at, max(at) as last_at,
                    cast(extract(epoch from min(at)) * 1000000 as bigint) as first_micros,
                    cast(extract(epoch from max(at)) * 1000000 as bigint) as last_micros
                from measured_run
                where model_id = :model and not excluded
                    and (cast(:dataset as text) is null or dataset_name = cast(:dataset as text))
                group by dataset_name, stream
                order by last_at desc, dataset_name, stream limit :limit offset :offset) s
            cross join lateral (
                select run_id from measured_run m
                where m.model_id = :model and m.dataset_name = s.dataset_name and m.stream = s.stream
                    and m.at = s.first_at and not m.excluded
                order by run_id limit 1) first
            cross join lateral (
                select run_id from measured_run m
                where m.model_id = :model and m.dataset_name = s.dataset_name and m.stream = s.stream
                    and m.at = s.last_at and not m.excluded
                order by run_id desc limit 1) last
            left join comparable_streams c
                on c.model_id = :model and c.dataset_name = s.dataset_name and c.stream = s.stream
                    and c.withdrawn_at is null
            order by s.last_at desc, s.dataset_name, s.stream""";

    private static final String COUNT = """
            select count(*) from (
                select distinct dataset_name, stream from measured_run
                where model_id = :model and not excluded
                    and (cast(:dataset as text) is null or dataset_name = cast(:dataset as text))) s""";

    private static final String FIRST = """
            select cast(extract(epoch from at) * 1000000 as bigint), run_id from measured_run
            where model_id = :model and dataset_name = :dataset and stream = :stream
            order by at, run_id limit 1""";

    private static final String QUEUE =
            "select cast(pg_advisory_xact_lock(hashtextextended('comparable streams', 0)) as text)";

    private static final String IN_FORCE =
            "modelId = :model and datasetName = :dataset and stream = :stream and withdrawnAt is null";

    Uni<List<StreamView>> ofModel(long modelId, @Nullable String dataset, Page page) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(OF_MODEL, Object[].class)
                        .setParameter("model", modelId)
                        .setParameter("dataset", dataset)
                        .setParameter("limit", page.limit())
                        .setParameter("offset", page.offset())
                        .getResultList())
                .map(rows -> rows.stream().map(row -> view(modelId, row)).toList());
    }

    Uni<Long> countOf(long modelId, @Nullable String dataset) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(COUNT, Long.class)
                        .setParameter("model", modelId)
                        .setParameter("dataset", dataset)
                        .getSingleResult());
    }

    /// The first run of a stream; absent where it has none.
    Uni<Optional<Position>> firstOf(long modelId, String dataset, String stream) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(FIRST, Object[].class)
                        .setParameter("model", modelId)
                        .setParameter("dataset", dataset)
                        .setParameter("stream", stream)
                        .getSingleResultOrNull())
                .map(row -> Optional.ofNullable(row)
                        .map(first -> new Position(Micros.instant((Long) first[0]), (Long) first[1])));
    }

    /// One declaration at a time, until the transaction ends: else two of one stream could both find none.
    Uni<Void> queue() {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(QUEUE, String.class).getSingleResult())
                .replaceWithVoid();
    }

    Uni<List<ComparableStreams>> newestFirst(ComparableFilter filter, Page page) {
        var conditions = new HashMap<>(filter.conditions());
        var after = page.after();
        conditions.put("id < :before", after == null ? Long.valueOf(Long.MAX_VALUE) : after);
        return find(hql(conditions), Sort.descending("id"), parameters(conditions))
                .range(page.offset(), page.offset() + page.limit() - 1)
                .list();
    }

    Uni<Long> countOf(ComparableFilter filter) {
        var conditions = filter.conditions();
        return conditions.isEmpty() ? count() : count(hql(conditions), parameters(conditions));
    }

    private static String hql(Map<String, Object> conditions) {
        return String.join(" and ", conditions.keySet());
    }

    private static Map<String, Object> parameters(Map<String, Object> conditions) {
        return conditions.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().substring(entry.getKey().indexOf(':') + 1), Map.Entry::getValue));
    }

    /// What was declared of a stream and not withdrawn.
    Uni<Optional<ComparableStreams>> inForce(long modelId, String dataset, String stream) {
        return find(
                        IN_FORCE,
                        Parameters.with("model", modelId)
                                .and("dataset", dataset)
                                .and("stream", stream))
                .firstResult()
                .map(Optional::ofNullable);
    }

    Uni<ComparableStreams> require(long id) {
        return findById(id).onItem().ifNull().failWith(() -> new NotFound("declaration", id));
    }

    private static StreamView view(long modelId, Object[] row) {
        return new StreamView(
                modelId,
                (String) row[0],
                (String) row[1],
                (Long) row[2],
                (Long) row[3],
                Micros.instant((Long) row[4]),
                (Long) row[5],
                Micros.instant((Long) row[6]),
                (String) row[7],
                (Long) row[8]);
    }
}
