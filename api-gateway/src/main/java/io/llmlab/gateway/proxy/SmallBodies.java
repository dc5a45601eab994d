package io.llmlab.gateway.proxy;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Optional;
import java.util.Set;

/// What the gateway's own resources take: they read a body as a whole, some of them before any key is shown.
final class SmallBodies {

    static final int LARGEST = 64 * 1024;

    private static final Set<HttpMethod> WITH_BODY = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

    private SmallBodies() {}

    /// Why a request is not taken.
    record Refusal(int status, String detail) {}

    /// 411 where a body comes without its length, 413 where it is too large.
    static Optional<Refusal> refusalOf(HttpServerRequest request) {
        var length = request.getHeader("Content-Length");
        if (request.getHeader("Transfer-Encoding") != null || (length == null && mayHideABody(request))) {
            return Optional.of(new Refusal(411, "A request body must come with its Content-Length here"));
        }
        if (length != null && !isSmall(length)) {
            return Optional.of(new Refusal(413, "A request body may have up to %,d bytes here".formatted(LARGEST)));
        }
        return Optional.empty();
    }

    /// HTTP/2 has no header that says so.
    private static boolean mayHideABody(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2 && WITH_BODY.contains(request.method());
    }

    private static boolean isSmall(String length) {
        try {
            return Long.parseLong(length.strip()) <= LARGEST;
        } catch (NumberFormatException unreadable) {
            return false;
        }
    }
}
