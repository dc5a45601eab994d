package io.llmlab.runner.dataset;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.zip.CRC32;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/// Puts the data sets that come with the service into the database, as a repeatable migration: Flyway runs it once for
/// each content, before the service listens, and lets one of several instances do it.
///
/// What a person did comes first: a name that was deleted stays deleted, and one whose latest version a person uploaded
/// stays as it is.
// Public: Quarkus registers every migration it sees for reflection.
public final class StarterDatasets implements JavaMigration {

    private static final String IS_ANOTHERS = """
            select exists (select 1 from dataset where name = ? and deleted_at is not null)
                or coalesce((select not starter from dataset where name = ? order by uploaded_at desc, id desc limit 1),
                    false)""";
    private static final String UPSERT = """
            insert into dataset (name, sha256, item_count, format, created_at, uploaded_at, starter)
            values (?, ?, ?, 'jsonl', now(), now(), true)
            on conflict (name, sha256) do update set uploaded_at = excluded.uploaded_at
            returning id, cast(xmax as text) = '0'""";
    private static final String INSERT_ITEMS = """
            insert into dataset_item (dataset_id, position, item_id, content)
            select ?, ordinality - 1, item ->> 'id', item
            from jsonb_array_elements(cast(? as jsonb)) with ordinality as t (item, ordinality)""";

    @Override
    public @Nullable MigrationVersion getVersion() {
        return null; // repeatable
    }

    @Override
    public String getDescription() {
        return "starter datasets";
    }

    /// Another content, another migration.
    @Override
    public Integer getChecksum() {
        var sum = new CRC32();
        StarterContent.all().forEach((name, lines) -> {
            sum.update(name.getBytes(StandardCharsets.UTF_8));
            sum.update(lines.getBytes(StandardCharsets.UTF_8));
        });
        return (int) sum.getValue();
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        seed(context.getConnection());
    }

    static void seed(Connection connection) throws SQLException {
        for (var content : StarterContent.all().entrySet()) {
            if (!isAnothers(connection, content.getKey())) {
                store(connection, content.getKey(), StarterContent.read(content.getValue()));
            }
        }
    }

    private static boolean isAnothers(Connection connection, String name) throws SQLException {
        try (var query = connection.prepareStatement(IS_ANOTHERS)) {
            query.setString(1, name);
            query.setString(2, name);
            try (var found = query.executeQuery()) {
                return found.next() && found.getBoolean(1);
            }
        }
    }

    private static void store(Connection connection, String name, StarterContent.Content content) throws SQLException {
        try (var upsert = connection.prepareStatement(UPSERT)) {
            upsert.setString(1, name);
            upsert.setString(2, content.sha256());
            upsert.setInt(3, content.items().size());
            try (var stored = upsert.executeQuery()) {
                stored.next();
                if (stored.getBoolean(2)) {
                    insertItems(connection, stored.getLong(1), content);
                }
            }
        }
    }

    private static void insertItems(Connection connection, long dataset, StarterContent.Content content)
            throws SQLException {
        try (var insert = connection.prepareStatement(INSERT_ITEMS)) {
            insert.setLong(1, dataset);
            insert.setString(2, "[" + String.join(",", content.items()) + "]");
            insert.executeUpdate();
        }
    }
}
