package io.llmlab.platform.outgoing;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import java.time.Duration;

/// What Vert.x promises, waited for.
final class Futures {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Futures() {}

    static <T> T of(Future<T> future) {
        return of(Uni.createFrom().completionStage(future.toCompletionStage()));
    }

    static <T> T of(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }
}
