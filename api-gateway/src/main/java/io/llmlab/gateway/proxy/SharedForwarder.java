package io.llmlab.gateway.proxy;

import io.llmlab.gateway.proxy.SharedReads.Answer;
import io.llmlab.gateway.proxy.SharedReads.Question;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Answers a read with what was asked for several at once.
@ApplicationScoped
class SharedForwarder {

    private final SharedReads reads;
    private final Forwarder forwarder;
    private final Owners owners;

    SharedForwarder(SharedReads reads, Forwarder forwarder, Owners owners) {
        this.reads = reads;
        this.forwarder = forwarder;
        this.owners = owners;
    }

    void forward(RoutingContext context, Route route) {
        if (Forwarder.hasBody(context.request())) {
            forwarder.forward(context, route);
            return;
        }
        var own = Vertx.currentContext();
        reads.answerTo(question(context, route))
                .onComplete(result -> own.runOnContext(_ -> answer(context, route, result)));
    }

    private static Question question(RoutingContext context, Route route) {
        var request = context.request();
        var query = request.query();
        return new Question(
                route.owner(),
                context.normalizedPath() + (query == null ? "" : "?" + query),
                request.getHeader("Accept"));
    }

    private void answer(RoutingContext context, Route route, AsyncResult<Answer> result) {
        if (context.response().closed()) {
            return;
        }
        if (result.failed()) {
            forwarder.fail(context, route, result.cause());
        } else if (result.result().body() == null) {
            forwarder.forward(context, route);
        } else {
            pass(context, route, result.result());
        }
    }

    private void pass(RoutingContext context, Route route, Answer answer) {
        var response = context.response();
        Headers.copyResponse(answer.head().headers(), response.headers(), owners.addressOf(route.owner()));
        if (isKnown(context.request().getHeader("If-None-Match"), answer.head().getHeader("ETag"))) {
            response.headers().remove("Content-Length").remove("Content-Type");
            var _ = response.setStatusCode(304).end();
        } else {
            var _ = response.end(answer.body());
        }
    }

    /// Compares weakly, as RFC 9110 (section 13.1.2) wants it.
    private static boolean isKnown(@Nullable String known, @Nullable String tag) {
        return known != null
                && tag != null
                && Arrays.stream(known.split(",", -1))
                        .map(String::strip)
                        .anyMatch(one -> one.equals("*") || opaque(one).equals(opaque(tag)));
    }

    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }
}
