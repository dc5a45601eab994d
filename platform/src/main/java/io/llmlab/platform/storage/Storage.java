package io.llmlab.platform.storage;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Asks the database how much room the service's tables take: sizes of files and statistics, no table is read.
@ApplicationScoped
public class Storage {

    /// A table that was never analysed has no estimate; what was counted of its inserts and deletes stands in.
    private static final String TABLES = """
            select root.relname::text as table_name,
                   coalesce(sum(pg_total_relation_size(part.oid)), 0)::bigint as bytes,
                   coalesce(sum(case when part.reltuples < 0 then pg_stat_get_live_tuples(part.oid)
                            else part.reltuples end) filter (where part.relkind = 'r'), 0)::bigint as row_count,
                   count(*) filter (where part.relkind = 'r' and part.relispartition)::int as partitions
            from pg_class part
            join pg_class root on root.oid = coalesce(pg_partition_root(part.oid)::oid, part.oid)
            where part.relnamespace = current_schema()::regnamespace and part.relkind in ('r', 'p')
            group by root.relname
            order by bytes desc, table_name""";

    private static final String DATABASE = """
            select current_schema()::text as schema_name, current_database()::text as database_name,
                   pg_database_size(current_database()) as bytes""";

    private final Pool pool;
    private final String service;

    Storage(Pool pool, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.pool = pool;
        this.service = service;
    }

    /// What this service's tables take now.
    public Uni<SchemaSize> size() {
        return Uni.combine()
                .all()
                .unis(
                        pool.query(DATABASE).execute(),
                        pool.query(TABLES).execute().map(Storage::tables))
                .with((database, tables) -> size(database.iterator().next(), tables));
    }

    private SchemaSize size(Row database, List<TableSize> tables) {
        return new SchemaSize(
                service,
                database.getString("schema_name"),
                database.getString("database_name"),
                database.getLong("bytes"),
                tables.stream().mapToLong(TableSize::bytes).sum(),
                tables);
    }

    private static List<TableSize> tables(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new TableSize(
                        row.getString("table_name"),
                        row.getLong("bytes"),
                        row.getLong("row_count"),
                        row.getInteger("partitions")))
                .toList();
    }
}
