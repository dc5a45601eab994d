package io.llmlab.gateway.proxy;

import io.llmlab.gateway.auth.Gatekeeper;
import io.llmlab.gateway.auth.StreamWatch;
import io.llmlab.gateway.http.Problems;
import io.llmlab.gateway.proxy.Route.Kind;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Puts the route table in front of everything else.
@ApplicationScoped
class ProxyRoutes {

    private final Gatekeeper gatekeeper;
    private final StreamWatch streams;
    private final Forwarder forwarder;
    private final SharedForwarder shared;
    private final Problems problems;

    ProxyRoutes(
            Gatekeeper gatekeeper,
            StreamWatch streams,
            Forwarder forwarder,
            SharedForwarder shared,
            Problems problems) {
        this.gatekeeper = gatekeeper;
        this.streams = streams;
        this.forwarder = forwarder;
        this.shared = shared;
        this.problems = problems;
    }

    void install(@Observes Router router) {
        // What the framework and the platform serve for others is not for the public.
        router.route("/internal/*").order(-1).handler(this::hidden);
        router.route("/q/*").order(-1).handler(this::hidden);
        byPattern().forEach((pattern, routes) -> router.route(pattern).handler(handlerOf(routes)));
    }

    private static Map<String, List<Route>> byPattern() {
        return RouteTable.ROUTES.stream()
                .collect(Collectors.groupingBy(Route::pattern, LinkedHashMap::new, Collectors.toList()));
    }

    private Handler<RoutingContext> handlerOf(List<Route> routes) {
        var byMethod = routes.stream().collect(Collectors.toMap(Route::method, route -> route));
        var allowed = allowed(routes);
        return context -> {
            var method = context.request().method().name();
            var route = byMethod.get(method.equals("HEAD") ? "GET" : method);
            if (method.equals("OPTIONS")) {
                context.response()
                        .setStatusCode(204)
                        .putHeader("Allow", String.join(", ", allowed))
                        .end();
            } else if (route == null) {
                refuse(context, allowed);
            } else {
                gatekeeper.admit(context, route.access(), () -> lead(context, route));
            }
        };
    }

    private void lead(RoutingContext context, Route route) {
        if (route.kind() == Kind.SHARED && context.request().method().equals(HttpMethod.GET)) {
            shared.forward(context, route);
            return;
        }
        if (route.owner() != Owner.GATEWAY) {
            forwarder.forward(context, route);
            return;
        }
        var refusal = SmallBodies.refusalOf(context.request(), route.kind());
        if (refusal.isPresent()) {
            problems.refuse(context, refusal.get().status(), refusal.get().detail());
            return;
        }
        if (route.kind() == Kind.STREAM) {
            streams.begin(context, route.access());
        }
        context.next();
    }

    private static Set<String> allowed(List<Route> routes) {
        var methods = routes.stream().map(Route::method).collect(Collectors.toCollection(LinkedHashSet::new));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        methods.add("OPTIONS");
        return methods;
    }

    private void refuse(RoutingContext context, Set<String> allowed) {
        context.response().putHeader("Allow", String.join(", ", allowed));
        problems.answer(
                context,
                405,
                "%s is not allowed at %s; allowed are %s"
                        .formatted(context.request().method(), context.request().path(), String.join(", ", allowed)));
    }

    private void hidden(RoutingContext context) {
        problems.answer(
                context,
                404,
                "There is nothing at %s".formatted(context.request().path()));
    }
}
