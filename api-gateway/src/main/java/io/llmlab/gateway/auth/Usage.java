package io.llmlab.gateway.auth;

import io.llmlab.gateway.limit.Limits;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Counts what callers ask for, and answers those who ask too often (429).
@ApplicationScoped
class Usage {

    private final Doors doors;
    private final Limits limits;
    private final LastUse lastUse;
    private final Refusals refusals;

    Usage(Doors doors, Limits limits, LastUse lastUse, Refusals refusals) {
        this.doors = doors;
        this.limits = limits;
        this.lastUse = lastUse;
        this.refusals = refusals;
    }

    /// Whether one without a valid key may go on; answers it otherwise.
    boolean admitsAddress(RoutingContext context) {
        return admits(context, limits.takeOfAddress(context.request().remoteAddress()));
    }

    /// The same for one whose proof its owner checks.
    boolean admitsProof(RoutingContext context) {
        return admits(context, limits.takeOfProof(context.request().remoteAddress()));
    }

    /// The same for one with a valid key.
    boolean admitsKey(RoutingContext context, Caller caller) {
        lastUse.note(caller);
        return admits(context, limits.takeOfKey(caller.limitName()));
    }

    private boolean admits(RoutingContext context, Duration wait) {
        if (wait.isPositive() && doors.counts()) {
            refusals.tooMany(context, wait);
            return false;
        }
        return true;
    }
}
