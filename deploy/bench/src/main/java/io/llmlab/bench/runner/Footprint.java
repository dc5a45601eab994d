package io.llmlab.bench.runner;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The most that a service holds of the database's connections and of its heap, looked at several times a second from
/// the start until the close.
final class Footprint implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final double BYTES_PER_MB = 1e6;

    /// Those of the role, without the benchmark's own.
    private static final String CONNECTIONS = """
            select count(*) from pg_stat_activity where usename = current_user
                and application_name <> current_setting('application_name')""";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Connection connection;
    private final HttpRequest metrics;
    private final Thread looking;
    private volatile boolean ended;
    private volatile @Nullable Exception failure;
    private volatile long connections;
    private volatile double heapMegabytes;

    /// @param connection used by nobody else; closed with this
    /// @param metrics the address of the service's metrics in Prometheus' format
    Footprint(Connection connection, URI metrics) {
        this.connection = connection;
        this.metrics = HttpRequest.newBuilder(metrics).build();
        this.looking = Thread.ofVirtual().start(this::lookUntilTheEnd);
    }

    /// @throws IOException where not all of them could be counted: less than the truth must not pass for it
    long connections() throws IOException {
        requireWhole();
        return connections;
    }

    /// @throws IOException likewise
    double heapMegabytes() throws IOException {
        requireWhole();
        return heapMegabytes;
    }

    private void lookUntilTheEnd() {
        try {
            while (!ended) {
                connections = Math.max(connections, countConnections());
                heapMegabytes = Math.max(heapMegabytes, readHeap());
                Thread.sleep(BETWEEN_LOOKS);
            }
        } catch (SQLException | IOException lost) {
            failure = lost;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void requireWhole() throws IOException {
        var lost = failure;
        if (lost != null || connections == 0 || heapMegabytes == 0) {
            throw new IOException("What the runner holds of connections and heap could not be measured", lost);
        }
    }

    private long countConnections() throws SQLException {
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(CONNECTIONS)) {
            found.next();
            return found.getLong(1);
        }
    }

    private double readHeap() throws IOException, InterruptedException {
        return http.send(metrics, BodyHandlers.ofLines())
                        .body()
                        .filter(line -> line.startsWith("jvm_memory_used_bytes{") && line.contains("area=\"heap\""))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                        .sum()
                / BYTES_PER_MB;
    }

    @Override
    public void close() throws SQLException {
        ended = true;
        try {
            looking.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        connection.close();
        http.close();
    }
}
