package io.llmlab.gateway.page;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Every address below `/ui` is the one page, which finds out by itself what it shows there; but for the session, which
/// is data.
@ApplicationScoped
class PageRoutes {

    private static final String SESSION = "/ui/session";

    void install(@Observes Router router) {
        router.route("/ui/*").method(HttpMethod.GET).method(HttpMethod.HEAD).handler(PageRoutes::show);
    }

    private static void show(RoutingContext context) {
        if (context.normalizedPath().equals(SESSION)) {
            context.next();
        } else {
            context.reroute("/");
        }
    }
}
