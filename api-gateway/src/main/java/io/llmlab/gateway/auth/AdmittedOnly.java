package io.llmlab.gateway.auth;

import io.llmlab.platform.problem.DomainException.NotFound;
import io.llmlab.platform.trust.Actor;
import io.vertx.ext.web.RoutingContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Keeps the gateway's own resources from answering what the gatekeeper has not seen: a path that is not in the table,
/// or that is written so that it means one thing to the router and another one here.
class AdmittedOnly {

    private final RoutingContext context;

    AdmittedOnly(RoutingContext context) {
        this.context = context;
    }

    @ServerRequestFilter
    public void check() {
        if (!Gatekeeper.isAdmitted(context)) {
            throw new NotFound("path", context.request().path());
        }
        Caller.of(context).map(Caller::name).ifPresent(Actor::actAs);
    }
}
