package io.llmlab.runner.execute;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Tells what this instance works on that it stops.
@ApplicationScoped
class Stop {

    private final Set<UniEmitter<?>> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean called;

    /// This instance stops; what it works on is another one's.
    static final class Stopped extends RuntimeException {

        Stopped() {
            super("The instance stops", null, false, false);
        }
    }

    void call() {
        called = true;
        waiting.forEach(emitter -> emitter.fail(new Stopped()));
    }

    boolean isCalled() {
        return called;
    }

    /// Fails with [Stopped] when this instance stops, and does nothing before.
    <T> Uni<T> signal() {
        return Uni.createFrom().emitter(emitter -> {
            waiting.add(emitter);
            emitter.onTermination(() -> waiting.remove(emitter));
            if (called) {
                emitter.fail(new Stopped());
            }
        });
    }
}
