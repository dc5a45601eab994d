package io.llmlab.e2e;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// What is made when it is first asked for, and at most once: where that fails, all who ask are told the same.
final class Once<T extends AutoCloseable> implements AutoCloseable {

    private final Callable<T> maker;
    private @Nullable T made;
    private @Nullable Exception failure;

    Once(Callable<T> maker) {
        this.maker = maker;
    }

    /// @throws IllegalStateException if it could not be made, with the reason as its message and cause
    synchronized T get() {
        if (made == null && failure == null) {
            attempt();
        }
        if (made == null) {
            throw new IllegalStateException("It did not start: %s".formatted(failure), failure);
        }
        return made;
    }

    private void attempt() {
        try {
            made = maker.call();
        } catch (Exception reason) {
            failure = reason;
        }
    }

    @Override
    public synchronized void close() throws Exception {
        if (made != null) {
            made.close();
        }
    }
}
