package io.llmlab.runner.load;

import io.llmlab.formats.ReadingOptions;
import io.llmlab.platform.problem.DomainException.Unavailable;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// Takes in uploads: a few are read and stored at a time, some wait with their files on disk, and more are asked to
/// come again.
@ApplicationScoped
class Imports {

    private static final Duration LONGEST = Duration.ofHours(6);
    private static final Duration COME_AGAIN = Duration.ofSeconds(10);

    private final Importing importing;
    private final ImportConfig config;
    private final WorkerExecutor workers;
    private final AtomicInteger underWay = new AtomicInteger();

    Imports(Importing importing, ImportConfig config, Vertx vertx) {
        this.importing = importing;
        this.config = config;
        this.workers =
                vertx.createSharedWorkerExecutor("import", config.parallelism(), LONGEST.toSeconds(), TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        workers.closeAndForget();
    }

    /// Writes an upload to disk.
    @FunctionalInterface
    interface Upload {
        void to(Spool spool) throws IOException;
    }

    /// In bytes.
    long maxUpload() {
        return config.maxUpload().asLongValue();
    }

    /// Blocks while the upload arrives.
    Uni<RestResponse<ImportAnswer>> take(ImportRequest request, Upload upload) throws IOException {
        var options = request.options().withTextLength(config.textLength());
        if (underWay.incrementAndGet() > config.parallelism() + config.waiting()) {
            underWay.decrementAndGet();
            throw new Unavailable("Many imports are under way", COME_AGAIN);
        }
        try {
            var spool = spooled(upload);
            return workers.executeBlocking(() -> answer(spool, options, request.isDryRun()), false)
                    .onTermination()
                    .invoke(underWay::decrementAndGet);
        } catch (IOException | RuntimeException failure) {
            underWay.decrementAndGet();
            throw failure;
        }
    }

    private Spool spooled(Upload upload) throws IOException {
        var spool = Spool.in(config.workFolder().orElse(null));
        try {
            upload.to(spool);
            return spool;
        } catch (IOException | RuntimeException failure) {
            spool.close();
            throw failure;
        }
    }

    private RestResponse<ImportAnswer> answer(Spool spool, ReadingOptions options, boolean dryRun) {
        try (spool) {
            var answer = importing.read(spool, options, dryRun);
            return ResponseBuilder.create(dryRun ? RestResponse.Status.OK : RestResponse.Status.CREATED, answer)
                    .build();
        }
    }
}
