package io.llmlab.gateway.auth;

import io.quarkus.logging.Log;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Decides about each request whether it is answered. What it admits is marked, and nothing else is answered.
@ApplicationScoped
public class Gatekeeper {

    private static final String ADMITTED = Gatekeeper.class.getName();

    private final Doors doors;
    private final KnownCallers callers;
    private final Usage usage;
    private final SameOrigin origins;
    private final Refusals refusals;

    Gatekeeper(Doors doors, KnownCallers callers, Usage usage, SameOrigin origins, Refusals refusals) {
        this.doors = doors;
        this.callers = callers;
        this.usage = usage;
        this.origins = origins;
        this.refusals = refusals;
    }

    /// One that stands at the door.
    private record Visit(RoutingContext context, Access access, Runnable onward) {

        void goOn() {
            context.put(ADMITTED, true);
            onward.run();
        }
    }

    /// Goes on with the request, or answers why not: 401, 403, 429, or 503 while keys cannot be looked up.
    public void admit(RoutingContext context, Access access, Runnable onward) {
        var visit = new Visit(context, access, onward);
        switch (access) {
            case PUBLIC -> {
                if (usage.admitsAddress(context)) {
                    visit.goOn();
                }
            }
            case OWN_PROOF -> {
                if (usage.admitsProof(context)) {
                    visit.goOn();
                }
            }
            case READ, INGEST, OPERATE, ADMIN -> {
                var credential = Credential.of(context.request());
                if (credential.isPresent()) {
                    identify(visit, credential.get());
                } else {
                    admitNobody(visit);
                }
            }
        }
    }

    static boolean isAdmitted(RoutingContext context) {
        return context.get(ADMITTED) != null;
    }

    private void admitNobody(Visit visit) {
        if (!usage.admitsAddress(visit.context())) {
            return;
        }
        if (doors.asksForKeys()) {
            refusals.keyNeeded(visit.context());
        } else {
            visit.goOn();
        }
    }

    private void identify(Visit visit, Credential credential) {
        var known = callers.known(credential);
        if (known.isPresent()) {
            decide(visit, credential, known.get().caller());
            return;
        }
        // Whoever tries keys is slowed down before the database is asked.
        if (!usage.admitsAddress(visit.context())) {
            return;
        }
        // What was asked on behalf of one request must not answer it on the thread of another.
        var thread = Vertx.currentContext();
        callers.ask(credential)
                .subscribe()
                .with(
                        caller -> thread.runOnContext(_ -> decide(visit, credential, caller)),
                        failure -> thread.runOnContext(_ -> cannotSay(visit, failure)));
    }

    private void decide(Visit visit, Credential credential, Optional<Caller> found) {
        if (found.isEmpty()) {
            admitUnknown(visit, credential);
            return;
        }
        var context = visit.context();
        var caller = found.get();
        if (!usage.admitsKey(context, caller)) {
            return;
        }
        if (doors.asksForKeys() && !caller.may(visit.access())) {
            refusals.scopeNeeded(context, visit.access());
        } else if (credential instanceof Credential.Session && !origins.isHarmlessOrOwn(context.request())) {
            refusals.foreignPage(context);
        } else {
            caller.putInto(context);
            visit.goOn();
        }
    }

    /// Where no key is asked for, the cookie of another stack on this machine says nothing.
    private void admitUnknown(Visit visit, Credential credential) {
        if (!doors.asksForKeys()) {
            visit.goOn();
        } else if (usage.admitsAddress(visit.context())) {
            refusals.unknown(visit.context(), credential);
        }
    }

    private void cannotSay(Visit visit, Throwable failure) {
        if (doors.asksForKeys()) {
            Log.warnf("Keys cannot be looked up: %s", failure.toString());
            refusals.cannotSay(visit.context());
        } else {
            visit.goOn();
        }
    }
}
