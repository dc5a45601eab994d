package io.llmlab.gateway.apply;

import io.llmlab.gateway.proxy.OwnerClient;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/// Makes it so, as a file says.
@ApplicationScoped
class ApplyService {

    private final ManifestReader reader;
    private final KnownFields known;
    private final OwnerClient owners;

    ApplyService(ManifestReader reader, KnownFields known, OwnerClient owners) {
        this.reader = reader;
        this.known = known;
        this.owners = owners;
    }

    /// A large file takes a while to read, so no event loop does.
    ///
    /// @param yaml else it is JSON
    /// @param actor whose key it is, or null
    Uni<ApplyView> apply(byte[] file, boolean yaml, boolean dryRun, @Nullable String actor) {
        return Uni.createFrom()
                .item(() -> reader.read(file, yaml))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(wanted -> new Application(new Stock(owners, actor), known, dryRun).all(wanted))
                .map(results -> ApplyView.of(dryRun, results));
    }
}
