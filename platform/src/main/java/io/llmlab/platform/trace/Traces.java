package io.llmlab.platform.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ContextStorage;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// The spans of this service that no framework makes. Where traces are off, OpenTelemetry is not asked at all.
///
/// What is stored now and sent later (an event, a message) keeps the span it came of as a [TraceParent]. It is that of
/// its [Cause]: events are taken many at once, so that what is under way on a thread does not say whose turn it is.
///
/// Names and attributes follow OpenTelemetry's semantic conventions (1.37: messaging, general).
@ApplicationScoped
public class Traces {

    private static final ContextKey<Map<Cause, SpanContext>> LOT = ContextKey.named("io.llmlab.lot");

    private final Tracer tracer;
    private final boolean off;
    private final Map<Cause, SpanContext> works = new ConcurrentHashMap<>();

    Traces(Tracer tracer, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean off) {
        this.tracer = tracer;
        this.off = off;
    }

    /// The span that follows from the cause have as their parent: of the event or the work of that cause, else of
    /// the request or the one event that is under way here.
    ///
    /// @return null where there is none, or traces are off
    public @Nullable String parent(@Nullable Cause cause) {
        return off ? null : TraceParent.of(spanOf(cause));
    }

    private SpanContext spanOf(@Nullable Cause cause) {
        var here = Context.current();
        return Optional.ofNullable(cause)
                .map(known -> lot(here).getOrDefault(known, works.get(known)))
                .orElseGet(() -> Span.fromContext(here).getSpanContext());
    }

    private static Map<Cause, SpanContext> lot(Context context) {
        var lot = context.get(LOT);
        return lot == null ? Map.of() : lot;
    }

    /// Lets the request that is under way be found by what it is about.
    public void about(Cause cause) {
        if (!off) {
            Span.current().setAttribute(cause.attribute(), cause.id());
        }
    }

    /// Lets a request that is passed on, whose headers were copied, go on with our span in place of the caller's.
    public void passOn(MultiMap headers) {
        if (!off) {
            headers.remove(TraceParent.HEADER).remove("tracestate");
        }
    }

    /// Begins what takes long, across threads; until its end it is what follows from its cause has as its parent.
    public Step work(String name, Cause cause) {
        if (off) {
            return Step.NONE;
        }
        var span = tracer.spanBuilder(name)
                .setParent(Context.root())
                .setAttribute(cause.attribute(), cause.id())
                .startSpan();
        works.put(cause, span.getSpanContext());
        return new Step(span, () -> works.remove(cause, span.getSpanContext()));
    }

    /// Begins a call of another system because of what was stored with the given [TraceParent]; where that is null it
    /// is
    /// outside of all traces, and has no span.
    public Step call(String name, @Nullable String traceparent) {
        if (off || traceparent == null) {
            return Step.NONE;
        }
        var span = tracer.spanBuilder(name)
                .setParent(TraceParent.read(traceparent))
                .setSpanKind(SpanKind.CLIENT)
                .startSpan();
        return new Step(span, () -> {});
    }

    /// Does what follows from events that are taken together, each with a span of its own that lasts as long. To be
    /// called on a Vert.x context of their own.
    public Uni<Void> following(Supplier<List<Arrival>> arrivals, Supplier<Uni<Void>> effect) {
        return off ? effect.get() : follow(arrivals.get(), effect);
    }

    private Uni<Void> follow(List<Arrival> arrivals, Supplier<Uni<Void>> effect) {
        var lot = new HashMap<Cause, SpanContext>();
        var spans = arrivals.stream()
                .filter(Arrival::isTraced)
                .map(arrival -> begin(arrival, lot))
                .toList();
        // Of several none is the one that is under way.
        var context =
                arrivals.size() == 1 && spans.size() == 1 ? Context.root().with(spans.getFirst()) : Context.root();
        var scope = ContextStorage.get().attach(context.with(LOT, Map.copyOf(lot)));
        return effect.get()
                .onFailure()
                .invoke(failure -> spans.forEach(span ->
                        span.setStatus(StatusCode.ERROR, failure.getClass().getSimpleName())))
                .onTermination()
                .invoke(() -> {
                    scope.close();
                    spans.forEach(Span::end);
                });
    }

    private Span begin(Arrival arrival, Map<Cause, SpanContext> lot) {
        var builder = tracer.spanBuilder("%s %s".formatted(arrival.step(), arrival.topic()))
                .setParent(TraceParent.read(arrival.traceparent()))
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", arrival.topic())
                .setAttribute("messaging.operation.type", "process")
                .setAttribute("messaging.operation.name", arrival.step())
                .setAttribute("messaging.message.id", arrival.id());
        return arrival.event() instanceof Traced traced ? begin(builder, traced.cause(), lot) : builder.startSpan();
    }

    private static Span begin(SpanBuilder builder, Cause cause, Map<Cause, SpanContext> lot) {
        var span = builder.setAttribute(cause.attribute(), cause.id()).startSpan();
        lot.put(cause, span.getSpanContext());
        return span;
    }
}
