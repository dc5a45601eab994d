package io.llmlab.local.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A Postgres 18 server of this process, from the binaries that come as Maven artifacts.
public final class Postgres implements AutoCloseable {

    private final EmbeddedPostgres server;

    private Postgres(EmbeddedPostgres server) {
        this.server = server;
    }

    /// A server whose data goes with it.
    public static Postgres temporary() throws IOException {
        return new Postgres(tuned(null).setPort(0).start());
    }

    /// A server whose data stays in the given folder and is there again at the next start.
    public static Postgres in(Path folder, int port) throws IOException {
        return new Postgres(
                tuned(folder).setPort(port).setCleanDataDirectory(false).start());
    }

    private static EmbeddedPostgres.Builder tuned(@Nullable Path folder) {
        var builder = EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "200")
                .setServerConfig("shared_buffers", "128MB")
                .setServerConfig("max_wal_size", "2GB")
                .setServerConfig("timezone", "UTC")
                .setPGStartupWait(Duration.ofSeconds(60));
        return folder == null
                // Nobody needs a test's data after a power cut.
                ? builder.setServerConfig("fsync", "off").setServerConfig("synchronous_commit", "off")
                : builder.setDataDirectory(folder);
    }

    /// The owner's URL in the form of `DATABASE_URL`.
    public String ownerUrl() {
        return "postgresql://postgres:postgres@127.0.0.1:%d/postgres".formatted(server.getPort());
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
