package io.llmlab.runner.dataset;

import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.idempotency.Answer;
import io.llmlab.platform.idempotency.Idempotency;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.UriBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes in data sets: read and checked as a whole on a worker, then stored in one transaction.
@ApplicationScoped
class DatasetUploads {

    private final Vertx vertx;
    private final JsonLines format;
    private final Writer writer;
    private final Idempotency idempotency;

    DatasetUploads(Vertx vertx, JsonLines format, Writer writer, Idempotency idempotency) {
        this.vertx = vertx;
        this.format = format;
        this.writer = writer;
        this.idempotency = idempotency;
    }

    /// Opens an upload; called on a worker.
    interface Source {
        InputStream open() throws IOException;
    }

    /// @return 201 with a new version, 200 with the one that holds the same content already
    Uni<Answer<DatasetView>> upload(@Nullable String key, String name, Source source) {
        return vertx.executeBlocking(() -> read(source), false)
                .chain(file -> idempotency.once(
                        key,
                        List.of("POST /datasets", name, file.sha256()),
                        DatasetView.class,
                        () -> writer.write(name, file)));
    }

    private DatasetFile read(Source source) throws IOException {
        try (var upload = source.open()) {
            return format.read(upload);
        }
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
