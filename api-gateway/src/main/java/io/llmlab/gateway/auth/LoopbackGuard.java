package io.llmlab.gateway.auth;

import io.llmlab.gateway.http.Problems;
import io.llmlab.platform.trust.Loopback;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Keeps foreign web pages away from a stack that listens on the loopback interface and asks for no key.
///
/// A page may make a browser call `localhost` in two ways: under a name of its own that resolves to 127.0.0.1 (DNS
/// rebinding; the `Host` gives it away), or across origins (the `Origin` does). Both are refused. On any other address
/// this guard does nothing, since `Host` is then whatever the deployment is called.
@ApplicationScoped
class LoopbackGuard {

    private static final int EARLY = 1_900;
    private static final Set<HttpMethod> HARMLESS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Problems problems;
    private final boolean local;

    LoopbackGuard(Problems problems, @ConfigProperty(name = "quarkus.http.host") String address) {
        this.problems = problems;
        this.local = Loopback.isLoopback(address);
    }

    void install(@Observes Filters filters) {
        if (local) {
            filters.register(this::check, EARLY);
        }
    }

    private void check(RoutingContext context) {
        var request = context.request();
        // Not the header: HTTP/2 has none called Host.
        var authority = request.authority();
        if (!isLoopback(authority)) {
            problems.answer(
                    context,
                    403,
                    "This stack listens on the loopback interface only: call it as localhost or 127.0.0.1");
        } else if (!HARMLESS.contains(request.method()) && isForeign(request, authority)) {
            problems.answer(context, 403, "Pages of another origin may not change anything here");
        } else {
            context.next();
        }
    }

    private static boolean isForeign(HttpServerRequest request, HostAndPort authority) {
        var origin = request.getHeader("Origin");
        var site = request.getHeader("Sec-Fetch-Site");
        // A form of a page that sends no referrer: browsers say so much and no more (Fetch, Origin header), and pages
        // cannot say the other.
        if ("null".equals(origin) && "same-origin".equals(site)) {
            return false;
        }
        if (origin != null) {
            return !origin.equalsIgnoreCase(request.scheme() + "://" + authority);
        }
        return "cross-site".equals(site);
    }

    private static boolean isLoopback(@Nullable HostAndPort authority) {
        return authority != null && Loopback.isLoopback(authority.host());
    }
}
