package io.llmlab.platform.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;

/// A span that is under way, or where traces are off nothing.
public final class Step {

    static final Step NONE = new Step(Span.getInvalid(), () -> {});

    private final Span span;
    private final Runnable onEnd;

    Step(Span span, Runnable onEnd) {
        this.span = span;
        this.onEnd = onEnd;
    }

    /// What lines of the log that are written until this is closed are found by, in one thread.
    public Scope speaking() {
        return this == NONE
                ? Scope.noop()
                : ContextStorage.get().attach(Context.root().with(span));
    }

    public void set(String attribute, String value) {
        span.setAttribute(attribute, value);
    }

    public void set(String attribute, long value) {
        span.setAttribute(attribute, value);
    }

    /// It did not do what it was for. The reason must hold no secret.
    public void fail(String reason) {
        span.setStatus(StatusCode.ERROR, reason);
    }

    public void end() {
        span.end();
        onEnd.run();
    }
}
