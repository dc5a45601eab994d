package io.llmlab.gateway.rebuild;

import java.time.Instant;
import java.util.stream.Stream;

/// Makes the tables of the read model what the shadow's are. Only rows that differ are touched.
final class SwapStatements {

    /// In the order in which events write, so that neither waits for the other in a circle.
    private static final String LOCK = """
            lock table $schema.model, $schema.job, $schema.run, $schema.run_metric, $schema.alert
              in share row exclusive mode""";

    private static final String FRESH = """
            create temp table fresh on commit drop as
            select id from $schema.run where changed_at >= timestamptz '$since'""";

    private static final String REMOVE = """
            delete from $schema.$table l
             where l.changed_at < timestamptz '$since'$kept
               and not exists (select 1 from pg_temp.$table t
                                where t.$key = l.$key and to_jsonb(t) - 'changed_at' = to_jsonb(l) - 'changed_at')""";

    private static final String INSERT = """
            insert into $schema.$table select t.* from pg_temp.$table t on conflict do nothing""";

    private static final String REMOVE_METRICS = """
            delete from $schema.run_metric l
             where not exists (select 1 from fresh f where f.id = l.run_id)
               and not exists (select 1 from pg_temp.run_metric t
                                where t.run_id = l.run_id and t.metric_type = l.metric_type
                                  and t.metric_name = l.metric_name and to_jsonb(t) = to_jsonb(l))""";

    private static final String INSERT_METRICS = """
            insert into $schema.run_metric select t.* from pg_temp.run_metric t
             where not exists (select 1 from fresh f where f.id = t.run_id)
            on conflict do nothing""";

    private SwapStatements() {}

    /// @param schema as SQL writes it
    /// @param since rows of the read model that changed then or later stay
    static Stream<String> of(String schema, Instant since) {
        return Stream.of(
                        LOCK,
                        FRESH,
                        of(REMOVE, "model", "id", ""),
                        of(INSERT, "model", "id", ""),
                        // A job that is gone is kept, so that a late event does not bring it back.
                        of(REMOVE, "job", "job_id", " and not l.deleted"),
                        of(INSERT, "job", "job_id", ""),
                        of(REMOVE, "run", "id", ""),
                        of(INSERT, "run", "id", ""),
                        REMOVE_METRICS,
                        INSERT_METRICS,
                        of(REMOVE, "alert", "id", ""),
                        of(INSERT, "alert", "id", ""))
                .map(statement -> statement.replace("$schema", schema).replace("$since", since.toString()));
    }

    private static String of(String statement, String table, String key, String kept) {
        return statement.replace("$table", table).replace("$key", key).replace("$kept", kept);
    }
}
