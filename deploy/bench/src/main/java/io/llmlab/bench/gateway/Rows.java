package io.llmlab.bench.gateway;

import io.llmlab.bench.store.Database;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/// Fills a service's tables: a million metrics by events would take longer than all measurements.
final class Rows {

    /// Type and name of the ten metrics of a run, as SQL.
    static final String METRICS = """
            ('accuracy', 'overall_accuracy'), ('precision', 'precision'), ('recall', 'recall'), ('f1_score', 'f1'),
            ('latency', 'avg_latency_ms'), ('throughput', 'tokens_per_second'), ('cost', 'total_cost'),
            ('token_count', 'total_tokens'), ('error_rate', 'refusal_rate'), ('custom', 'style')""";

    private Rows() {}

    static void fill(String databaseUrl, List<String> statements) throws IOException {
        try (var connection = Database.connect(databaseUrl);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failure) {
            throw new IOException(
                    "The database refused what it was to be filled with: " + failure.getMessage(), failure);
        }
    }
}
