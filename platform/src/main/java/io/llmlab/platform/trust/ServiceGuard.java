package io.llmlab.platform.trust;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.platform.problem.Problem;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Lets only the gateway and the other services call this one, where a token is set; without one a service listens on
/// the loopback interface or does not start. Probes and metrics have a port of their own.
@ApplicationScoped
class ServiceGuard {

    private static final int EARLY = 1_900;

    private final ServiceToken token;
    private final ServiceConfig config;
    private final ObjectMapper mapper;
    private final String address;

    ServiceGuard(
            ServiceToken token,
            ServiceConfig config,
            ObjectMapper mapper,
            @ConfigProperty(name = "quarkus.http.host") String address) {
        this.token = token;
        this.config = config;
        this.mapper = mapper;
        this.address = address;
    }

    /// @throws IllegalStateException where anybody could call a service that is not for everybody
    void install(@Observes Filters filters) {
        if (!config.internal()) {
            return;
        }
        requireClosed(token.isSet(), address);
        if (token.isSet()) {
            filters.register(this::check, EARLY);
        }
    }

    static void requireClosed(boolean tokenIsSet, String address) {
        if (!tokenIsSet && !Loopback.isLoopback(address)) {
            throw new IllegalStateException(
                    "This service listens on %s, where others than the gateway reach it: set LLMLAB_SERVICE_TOKEN to the same secret for all services (openssl rand -hex 32), or QUARKUS_HTTP_HOST to 127.0.0.1"
                            .formatted(address));
        }
    }

    private void check(RoutingContext context) {
        if (token.accepts(context.request().getHeader(ServiceToken.HEADER))) {
            context.next();
            return;
        }
        context.response()
                .setStatusCode(401)
                .putHeader("WWW-Authenticate", "Bearer realm=\"llmlab-services\"")
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(refusal(context.request().path()));
    }

    private String refusal(String path) {
        var problem = new Problem(
                "about:blank",
                "Unauthorized",
                401,
                "This service answers the gateway and the other services only",
                path,
                List.of());
        try {
            return mapper.writeValueAsString(problem);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("A problem can always be written", unwritable);
        }
    }
}
