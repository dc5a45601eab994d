package io.llmlab.regression.series;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.platform.database.PlainSql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The runs that are in their series, in plain SQL.
@ApplicationScoped
class RunRepository {

    private static final String CLAIM = """
            insert into measured_run (run_id, model_id, dataset_name, stream, at, received_at, excluded, circumstances)
            select run, model, dataset, stream, at::timestamptz, received::timestamptz, excluded, circumstances
            from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::text[])
                as told(run, model, dataset, stream, at, received, excluded, circumstances)
            on conflict do nothing returning run_id""";

    private static final String JUDGE = "update measured_run set excluded = $2 where run_id = $1 and excluded <> $2";

    private final ObjectMapper mapper;

    RunRepository(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /// Remembers the runs.
    ///
    /// @return the ids of those that were not known
    Uni<Set<Long>> claim(List<MeasuredRun> runs) {
        return PlainSql.rows(
                        CLAIM,
                        runs.stream().map(MeasuredRun::id).toArray(Long[]::new),
                        runs.stream().map(run -> run.model().id()).toArray(Long[]::new),
                        runs.stream().map(run -> run.dataset().name()).toArray(String[]::new),
                        runs.stream().map(MeasuredRun::stream).toArray(String[]::new),
                        runs.stream().map(run -> run.at().toString()).toArray(String[]::new),
                        runs.stream().map(run -> run.receivedAt().toString()).toArray(String[]::new),
                        runs.stream().map(MeasuredRun::excluded).toArray(Boolean[]::new),
                        runs.stream().map(this::circumstances).toArray(String[]::new))
                .map(rows -> rows.stream().map(row -> (Long) row[0]).collect(Collectors.toSet()));
    }

    /// Remembers whether the run is excluded; false when that is known already.
    Uni<Boolean> judge(MeasuredRun run) {
        return PlainSql.update(JUDGE, run.id(), run.excluded()).map(changed -> changed == 1);
    }

    private String circumstances(MeasuredRun run) {
        try {
            return mapper.writeValueAsString(run.circumstances().parts());
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException("A part of a run is no JSON", unwritable);
        }
    }
}
