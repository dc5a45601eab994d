package io.llmlab.regression.compare;

import io.llmlab.platform.problem.DomainException.NotFound;
import io.llmlab.regression.compare.ComparedRun.Value;
import io.llmlab.regression.series.Micros;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Reads single runs out of their series.
@ApplicationScoped
class ComparedRunRepository {

    /// Through the keys of series and points: neither is searched by run.
    private static final String RUN = """
            select r.model_id, m.name, r.dataset_name, cast(extract(epoch from r.at) * 1000000 as bigint) as micros,
                r.stream, v.series_id, v.metric_type, v.metric_name, v.higher_is_better, v.value, v.std_error,
                v.sample_count
            from measured_run r
            join model m on m.id = r.model_id
            left join lateral (
                select s.id as series_id, s.metric_type, s.metric_name, s.higher_is_better, p.value, p.std_error,
                    p.sample_count
                from series s join point p on p.series_id = s.id and p.at = r.at and p.run_id = r.run_id
                where s.model_id = r.model_id and s.dataset_name = r.dataset_name and s.stream = r.stream) v on true
            where r.run_id = :run and not r.excluded
            order by v.metric_type, v.metric_name""";

    Uni<ComparedRun> require(long runId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(RUN, Object[].class)
                        .setParameter("run", runId)
                        .getResultList())
                .map(rows -> run(runId, rows));
    }

    private static ComparedRun run(long runId, List<Object[]> rows) {
        if (rows.isEmpty()) {
            throw new NotFound("completed, measurable and not excluded benchmark run", runId);
        }
        var first = rows.getFirst();
        return new ComparedRun(
                runId,
                (Long) first[0],
                (String) first[1],
                (String) first[2],
                Micros.instant((Long) first[3]),
                (String) first[4],
                rows.stream()
                        .filter(row -> row[5] != null)
                        .map(ComparedRunRepository::value)
                        .toList());
    }

    private static Value value(Object[] row) {
        return new Value(
                (Long) row[5],
                (String) row[6],
                (String) row[7],
                (Boolean) row[8],
                (Double) row[9],
                (Double) row[10],
                (Integer) row[11]);
    }
}
