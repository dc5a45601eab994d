package io.llmlab.regression.compute;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;

/// Hands CPU-heavy work to the worker pool, so that it holds up no event loop. The result comes back on the caller's
/// own context, where its database session lives.
@ApplicationScoped
public class Workers {

    private final Vertx vertx;

    Workers(Vertx vertx) {
        this.vertx = vertx;
    }

    public <T> Uni<T> compute(Callable<T> work) {
        return vertx.executeBlocking(work, false);
    }
}
