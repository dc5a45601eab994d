package io.llmlab.gateway.proxy;

import io.llmlab.gateway.auth.Caller;
import io.llmlab.gateway.http.Problems;
import io.llmlab.gateway.proxy.Route.Kind;
import io.llmlab.gateway.proxy.SharedReads.Unreachable;
import io.llmlab.platform.problem.Problem;
import io.llmlab.platform.trace.Traces;
import io.llmlab.platform.trust.Actor;
import io.quarkus.logging.Log;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/// Passes a request on to the service that owns it and its answer back, piece by piece: nothing is held in memory but
/// what is on its way.
@ApplicationScoped
class Forwarder {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Owners owners;
    private final Problems problems;
    private final ProxyConfig config;
    private final Traces traces;

    Forwarder(Owners owners, Problems problems, ProxyConfig config, Traces traces) {
        this.owners = owners;
        this.problems = problems;
        this.config = config;
        this.traces = traces;
    }

    /// @param maxBody in bytes
    /// @param stillness how long nothing may move
    private record Way(Route route, long maxBody, Duration stillness) {

        Owner owner() {
            return route.owner();
        }
    }

    void forward(RoutingContext context, Route route) {
        var owner = route.owner();
        var way = wayOf(route);
        var request = context.request().pause();
        if (announcedLength(request) > way.maxBody()) {
            refuseSize(context, way);
            return;
        }
        var query = request.query();
        var path = context.normalizedPath() + (query == null ? "" : "?" + query);
        var _ = owners.client()
                .request(owners.request(owner, request.method(), path, way.stillness()))
                .onSuccess(outbound -> exchange(context, way, outbound))
                .onFailure(failure -> unreachable(context, owner, failure));
    }

    /// Answers somebody for whom the owner was asked already, in vain.
    void fail(RoutingContext context, Route route, Throwable failure) {
        if (failure instanceof Unreachable unreachable) {
            unreachable(context, route.owner(), unreachable);
        } else {
            broken(context, wayOf(route), failure);
        }
    }

    private Way wayOf(Route route) {
        return route.kind() == Kind.BULK
                ? new Way(route, config.maxImport().asLongValue(), config.importTimeout())
                : new Way(route, config.maxBody().asLongValue(), config.timeout());
    }

    private void exchange(RoutingContext context, Way way, HttpClientRequest outbound) {
        var request = context.request();
        Headers.copyRequest(request, outbound.headers(), way.route().access());
        traces.passOn(outbound.headers());
        Caller.of(context).ifPresent(caller -> outbound.putHeader(Actor.HEADER, caller.name()));
        // Whoever hung up needs no answer, and the service need not go on with it.
        request.response().closeHandler(_ -> outbound.reset());
        var body = new LimitedBody(request, way.maxBody());
        var _ = send(request, outbound, body)
                .onSuccess(answer -> passBack(context, way, answer))
                .onFailure(failure -> {
                    if (body.exceeded()) {
                        refuseSize(context, way);
                    } else {
                        broken(context, way, failure);
                    }
                });
    }

    private static Future<HttpClientResponse> send(
            HttpServerRequest request, HttpClientRequest outbound, LimitedBody body) {
        if (!hasBody(request)) {
            request.resume();
            return outbound.send();
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
        if (outbound.headers().get("Content-Length") == null) {
            outbound.setChunked(true);
        }
        // An upload that broke off must not look whole to the service, so its end is not the request's end.
        var _ = body.pipe().endOnFailure(false).to(outbound).onFailure(_ -> outbound.reset());
        return outbound.response();
    }

    private void passBack(RoutingContext context, Way way, HttpClientResponse answer) {
        var owner = way.owner();
        var response = context.response();
        if (response.closed()) {
            return;
        }
        if (answer.statusCode() >= 400 && !isProblem(answer) && !isPage(way, answer)) {
            explain(context, owner, answer);
            return;
        }
        response.setStatusCode(answer.statusCode());
        Headers.copyResponse(answer.headers(), response.headers(), owners.addressOf(owner));
        if (mayHaveBody(context, answer) && answer.getHeader("Content-Length") == null) {
            response.setChunked(true);
        }
        var _ = answer.pipe().endOnFailure(false).to(response).onFailure(failure -> {
            Log.debugf("An answer of %s broke off: %s", Owners.nameOf(owner), failure);
            context.request().connection().close();
        });
    }

    /// An error below the service's own resources has no problem details yet.
    private void explain(RoutingContext context, Owner owner, HttpClientResponse answer) {
        answer.handler(_ -> {}).resume();
        var retryAfter = answer.getHeader("Retry-After");
        if (retryAfter != null) {
            context.response().putHeader("Retry-After", retryAfter);
        }
        problems.answer(
                context,
                answer.statusCode(),
                "%s answered %d %s"
                        .formatted(Owners.nameOf(owner), answer.statusCode(), answer.statusMessage())
                        .strip());
    }

    private void refuseSize(RoutingContext context, Way way) {
        problems.refuse(context, 413, "A request body may have up to %,d bytes".formatted(way.maxBody()));
    }

    private void unreachable(RoutingContext context, Owner owner, Throwable failure) {
        Log.warnf("%s cannot be reached: %s", Owners.nameOf(owner), failure.toString());
        away(context, "%s is away at the moment".formatted(Owners.nameOf(owner)));
    }

    private void broken(RoutingContext context, Way way, Throwable failure) {
        var owner = way.owner();
        if (context.response().closed()) {
            return;
        }
        Log.warnf("%s did not answer: %s", Owners.nameOf(owner), failure.toString());
        if (isTimeout(failure)) {
            var seconds = way.stillness().toSeconds();
            problems.answerRetryable(
                    context,
                    504,
                    "%s did not answer within %d seconds".formatted(Owners.nameOf(owner), seconds),
                    RETRY_AFTER);
            discardRest(context);
        } else {
            away(context, "%s broke off before it answered".formatted(Owners.nameOf(owner)));
        }
    }

    private void away(RoutingContext context, String detail) {
        problems.answerRetryable(context, 503, detail, RETRY_AFTER);
        discardRest(context);
    }

    /// A connection cut in mid-upload would hide the answer from the client.
    private static void discardRest(RoutingContext context) {
        if (!context.request().isEnded()) {
            context.request().handler(_ -> {}).resume();
        }
    }

    private static boolean isTimeout(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException) {
                return true;
            }
        }
        return false;
    }

    /// What the owner itself says to a person; a 5xx comes from below it.
    private static boolean isPage(Way way, HttpClientResponse answer) {
        var type = answer.getHeader("Content-Type");
        return way.route().kind() == Kind.PAGE
                && answer.statusCode() < 500
                && type != null
                && type.startsWith("text/html");
    }

    private static boolean isProblem(HttpClientResponse answer) {
        var type = answer.getHeader("Content-Type");
        return type != null && type.startsWith(Problem.MEDIA_TYPE);
    }

    private static boolean mayHaveBody(RoutingContext context, HttpClientResponse answer) {
        return answer.statusCode() != 204
                && answer.statusCode() != 304
                && !context.request().method().equals(HttpMethod.HEAD);
    }

    static boolean hasBody(HttpServerRequest request) {
        return announcedLength(request) > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    private static long announcedLength(HttpServerRequest request) {
        var length = request.getHeader("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException unreadable) {
            return 0;
        }
    }
}
