package io.llmlab.platform.trust;

import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Remembers for the length of a request who is behind it, as the gateway says; to itself nobody says so.
class ActorFilter {

    private static final int LONGEST = 200;

    private final boolean internal;

    ActorFilter(ServiceConfig config) {
        this.internal = config.internal();
    }

    @ServerRequestFilter(preMatching = true)
    public void remember(ContainerRequestContext request) {
        var name = request.getHeaderString(Actor.HEADER);
        if (internal && name != null && !name.isBlank() && name.length() <= LONGEST) {
            Actor.actAs(name.strip());
        }
    }
}
