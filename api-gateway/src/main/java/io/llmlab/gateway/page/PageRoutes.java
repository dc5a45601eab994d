package io.llmlab.gateway.page;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Every address below `/ui` is the one page, which finds out by itself what it shows there.
@ApplicationScoped
class PageRoutes {

    void install(@Observes Router router) {
        router.route("/ui/*").method(HttpMethod.GET).method(HttpMethod.HEAD).handler(context -> context.reroute("/"));
    }
}
