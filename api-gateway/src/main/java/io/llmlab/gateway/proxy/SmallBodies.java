package io.llmlab.gateway.proxy;

import io.llmlab.gateway.proxy.Route.Kind;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Optional;
import java.util.Set;

/// What the gateway's own resources take: they read a body as a whole, some of them before any key is shown.
final class SmallBodies {

    static final int LARGEST = 64 * 1024;
    static final int LARGEST_FILE = 4 * 1024 * 1024;

    private static final Set<HttpMethod> WITH_BODY = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

    private SmallBodies() {}

    /// Why a request is not taken.
    record Refusal(int status, String detail) {}

    /// 411 where a body comes without its length, 413 where it is too large.
    static Optional<Refusal> refusalOf(HttpServerRequest request, Kind kind) {
        var largest = kind == Kind.FILE ? LARGEST_FILE : LARGEST;
        var length = request.getHeader("Content-Length");
        if (request.getHeader("Transfer-Encoding") != null || (length == null && mayHideABody(request))) {
            return Optional.of(new Refusal(411, "A request body must come with its Content-Length here"));
        }
        if (length != null && !isWithin(largest, length)) {
            return Optional.of(new Refusal(413, "A request body may have up to %,d bytes here".formatted(largest)));
        }
        return Optional.empty();
    }

    /// HTTP/2 has no header that says so.
    private static boolean mayHideABody(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2 && WITH_BODY.contains(request.method());
    }

    private static boolean isWithin(int largest, String length) {
        try {
            return Long.parseLong(length.strip()) <= largest;
        } catch (NumberFormatException unreadable) {
            return false;
        }
    }
}
