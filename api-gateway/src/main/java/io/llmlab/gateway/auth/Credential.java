package io.llmlab.gateway.auth;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/// What a request shows to be let in.
sealed interface Credential {

    String COOKIE = "llmlab_session";

    /// In `X-API-Key`, or in `Authorization` as a bearer token (RFC 6750).
    record Key(Secret secret) implements Credential {}

    /// In a cookie, which a browser sends by itself.
    record Session(Secret secret) implements Credential {}

    String SCHEME = "bearer ";

    static Optional<Credential> of(HttpServerRequest request) {
        var header = request.getHeader("X-API-Key");
        if (header != null) {
            return Optional.of(new Key(new Secret(header.strip())));
        }
        var authorization = request.getHeader("Authorization");
        if (authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.of(
                    new Key(new Secret(authorization.substring(SCHEME.length()).strip())));
        }
        var cookie = request.getCookie(COOKIE);
        return cookie == null ? Optional.empty() : Optional.of(new Session(new Secret(cookie.getValue())));
    }

    /// What it is known by: two kinds are never the same.
    default String name() {
        return switch (this) {
            case Key key -> "key/" + key.secret().hash();
            case Session session -> "session/" + session.secret().hash();
        };
    }
}
