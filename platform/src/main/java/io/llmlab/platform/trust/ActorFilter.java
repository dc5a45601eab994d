package io.llmlab.platform.trust;

import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Remembers for the length of a request who is behind it.
class ActorFilter {

    private static final int LONGEST = 200;

    @ServerRequestFilter(preMatching = true)
    public void remember(ContainerRequestContext request) {
        var name = request.getHeaderString(Actor.HEADER);
        if (name != null && !name.isBlank() && name.length() <= LONGEST) {
            Actor.set(name.strip());
        }
    }
}
