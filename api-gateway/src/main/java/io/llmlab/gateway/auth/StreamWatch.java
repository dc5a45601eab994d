package io.llmlab.gateway.auth;

import io.quarkus.logging.Log;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Ends an answer that does not end by itself once the key behind it is no longer valid.
@ApplicationScoped
public class StreamWatch {

    private final Doors doors;
    private final KnownCallers callers;
    private final Duration every;

    StreamWatch(Doors doors, KnownCallers callers, AccessConfig config) {
        this.doors = doors;
        this.callers = callers;
        this.every = config.cache();
    }

    /// Looks from now on until the answer ends.
    public void begin(RoutingContext context, Access access) {
        var credential = Credential.of(context.request());
        var endless = !context.request().method().equals(HttpMethod.HEAD);
        if (!endless || !doors.asksForKeys() || credential.isEmpty()) {
            return;
        }
        context.vertx().setPeriodic(every.toMillis(), timer -> look(timer, context, credential.get(), access));
    }

    // The response has one close handler, and whoever answers sets it: so each look asks whether it has ended.
    private void look(long timer, RoutingContext context, Credential credential, Access access) {
        if (context.response().ended() || context.response().closed()) {
            context.vertx().cancelTimer(timer);
            return;
        }
        callers.find(credential)
                .map(found -> found.filter(caller -> caller.may(access)).isPresent())
                .subscribe()
                .with(
                        valid -> endUnless(valid, timer, context),
                        failure -> Log.debugf("A stream goes on, its key cannot be looked up: %s", failure));
    }

    private static void endUnless(boolean valid, long timer, RoutingContext context) {
        if (!valid) {
            context.vertx().cancelTimer(timer);
            context.request().connection().close();
        }
    }
}
