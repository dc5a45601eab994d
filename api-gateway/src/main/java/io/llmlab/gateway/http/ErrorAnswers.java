package io.llmlab.gateway.http;

import io.quarkus.logging.Log;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Gives the errors that no resource answers their problem details.
@ApplicationScoped
class ErrorAnswers {

    private final Problems problems;

    ErrorAnswers(Problems problems) {
        this.problems = problems;
    }

    void install(@Observes Router router) {
        router.errorHandler(400, context -> problems.answer(context, 400, "The request cannot be read"));
        router.errorHandler(500, this::unexpected);
        router.route().order(Integer.MAX_VALUE).handler(this::unknown);
    }

    private void unknown(RoutingContext context) {
        problems.answer(
                context,
                404,
                "There is nothing at %s".formatted(context.request().path()));
    }

    private void unexpected(RoutingContext context) {
        Log.errorf(
                context.failure(),
                "Request to %s failed unexpectedly",
                context.request().path());
        problems.answer(context, 500, "This is a fault of the server and is in its log");
    }
}
