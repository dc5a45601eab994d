package io.llmlab.gateway.auth;

import io.quarkus.logging.Log;
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
        if (!doors.asksForKeys() || credential.isEmpty()) {
            return;
        }
        var timer = context.vertx().setPeriodic(every.toMillis(), _ -> look(context, credential.get(), access));
        context.response().closeHandler(_ -> context.vertx().cancelTimer(timer));
    }

    private void look(RoutingContext context, Credential credential, Access access) {
        callers.find(credential)
                .map(found -> found.filter(caller -> caller.may(access)).isPresent())
                .subscribe()
                .with(
                        valid -> endUnless(valid, context),
                        failure -> Log.debugf("A stream goes on, its key cannot be looked up: %s", failure));
    }

    private static void endUnless(boolean valid, RoutingContext context) {
        if (!valid) {
            context.request().connection().close();
        }
    }
}
