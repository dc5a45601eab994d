package io.llmlab.runner.execute;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Reads what the models of earlier runs answered.
@ApplicationScoped
class StoredAnswers {

    private static final String RUN = """
            select id, run_at, model_id, dataset_id, dataset_version, status, sample_count, fingerprint,
                   case when run_config::json ->> 'executor' = 'rescore' then 'it was judged again itself'
                        when excluded_at is not null then 'it was excluded'
                        when run_config::json ->> 'use_cache' = 'true' then 'its answers may have been kept of other runs'
                        when (select count(*) from sample s
                              where s.run_id = run.id and s.run_at = run.run_at and s.answer is null)
                             > $2::float8 * sample_count then 'too many of its samples have no answer'
                   end as unfit
            from run where id = $1""";

    private static final String ANSWERS = """
            select position, prompt, answer, error, refused, epoch from sample
            where run_id = $1 and run_at = $2 and position > $3 order by position limit $4""";

    private static final String AT = """
            select position, prompt, answer, error, refused, epoch from sample
            where run_id = $1 and run_at = $2 and position = any($3) order by position""";

    private final Pool pool;
    private final ObjectMapper mapper;

    StoredAnswers(Pool pool, ObjectMapper mapper) {
        this.pool = pool;
        this.mapper = mapper;
    }

    /// A run whose answers are there.
    ///
    /// @param datasetId null: its results came from outside
    /// @param samples how many there are
    /// @param unfit why its answers are no evidence, whoever judges them; null: they are
    /// @param parts of its fingerprint; empty where it was never planned
    record Source(
            long id,
            OffsetDateTime at,
            long modelId,
            @Nullable Long datasetId,
            @Nullable String datasetVersion,
            String status,
            int samples,
            @Nullable String unfit,
            ObjectNode parts) {}

    /// @param answer null: none came
    record Stored(
            int position,
            @Nullable String prompt,
            @Nullable String answer,
            @Nullable String error,
            @Nullable Boolean refused,
            @Nullable Integer epoch) {}

    /// @param missing the largest share of samples without an answer with which the others are evidence, 0 to 1
    Uni<Optional<Source>> run(long id, double missing) {
        return pool.preparedQuery(RUN)
                .execute(Tuple.of(id, missing))
                .map(found -> StreamSupport.stream(found.spliterator(), false)
                        .map(this::source)
                        .findFirst());
    }

    /// The next ones behind a position, in order.
    Uni<List<Stored>> behind(Source run, int position, int limit) {
        return pool.preparedQuery(ANSWERS)
                .execute(Tuple.of(run.id(), run.at(), position, limit))
                .map(found -> StreamSupport.stream(found.spliterator(), false)
                        .map(StoredAnswers::stored)
                        .toList());
    }

    /// Those of this run at these positions, in order.
    Uni<List<Stored>> at(Assignment taken, List<Integer> positions) {
        return RunBook.persistently(() -> pool.preparedQuery(AT)
                        .execute(Ledger.run(taken).addArrayOfInteger(positions.toArray(Integer[]::new))))
                .map(found -> StreamSupport.stream(found.spliterator(), false)
                        .map(StoredAnswers::stored)
                        .toList());
    }

    private Source source(Row row) {
        return new Source(
                row.getLong("id"),
                row.getOffsetDateTime("run_at"),
                row.getLong("model_id"),
                row.getLong("dataset_id"),
                row.getString("dataset_version"),
                row.getString("status"),
                row.getInteger("sample_count"),
                row.getString("unfit"),
                parts(row.getString("fingerprint")));
    }

    private ObjectNode parts(@Nullable String json) {
        try {
            return json == null ? mapper.createObjectNode() : mapper.readValue(json, ObjectNode.class);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("A stored fingerprint is no longer readable", unreadable);
        }
    }

    private static Stored stored(Row row) {
        return new Stored(
                row.getInteger("position"),
                row.getString("prompt"),
                row.getString("answer"),
                row.getString("error"),
                row.getBoolean("refused"),
                row.getInteger("epoch"));
    }
}
