package io.llmlab.runner.dataset;

import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.idempotency.Answer;
import io.llmlab.platform.idempotency.Idempotency;
import io.llmlab.platform.problem.DomainException.TooLarge;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.UriBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes in data sets: written to disk, checked as a whole on a worker, then stored in one transaction.
@ApplicationScoped
class DatasetUploads {

    private final Vertx vertx;
    private final Spool spool;
    private final Writer writer;
    private final Idempotency idempotency;

    DatasetUploads(Vertx vertx, Spool spool, Writer writer, Idempotency idempotency) {
        this.vertx = vertx;
        this.spool = spool;
        this.writer = writer;
        this.idempotency = idempotency;
    }

    /// Blocks while the body arrives.
    ///
    /// @return 201 with a new version, 200 with the one that holds the same content already
    /// @throws TooLarge beyond [Spool#MAX_BYTES]
    Uni<Answer<DatasetView>> upload(@Nullable String key, String name, InputStream body, FileFormat format)
            throws IOException {
        var upload = spool.write(body, format);
        return vertx.executeBlocking(() -> spool.read(upload), false)
                .chain(file -> store(key, name, file).onTermination().call(() -> close(file)));
    }

    private Uni<Answer<DatasetView>> store(@Nullable String key, String name, DatasetFile file) {
        return idempotency.once(
                key, List.of("POST /datasets", name, file.sha256()), DatasetView.class, () -> writer.write(name, file));
    }

    private Uni<Void> close(DatasetFile file) {
        return vertx.executeBlocking(
                () -> {
                    file.close();
                    return null;
                },
                false);
    }

    /// Stores and audits within the caller's transaction.
    @ApplicationScoped
    static class Writer {

        private final DatasetStore store;
        private final DatasetRepository datasets;
        private final Audit audit;
        private final Clock clock;

        Writer(DatasetStore store, DatasetRepository datasets, Audit audit, Clock clock) {
            this.store = store;
            this.datasets = datasets;
            this.audit = audit;
            this.clock = clock;
        }

        Uni<Answer<DatasetView>> write(String name, DatasetFile file) {
            return store.store(name, file, clock.instant())
                    .chain(stored -> datasets.require(stored.id())
                            .call(dataset -> audit.record(
                                    Audit.ANONYMOUS,
                                    "uploaded",
                                    "dataset %s version %s".formatted(name, dataset.version())))
                            .map(dataset ->
                                    new Answer<>(stored.isNew() ? 201 : 200, path(name), DatasetView.of(dataset))));
        }

        private static String path(String name) {
            return UriBuilder.fromPath("/datasets/{name}").build(name).toString();
        }
    }
}
