package io.llmlab.gateway.auth;

import io.llmlab.gateway.http.Problems;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;

/// Says why a request is not answered, as RFC 6750 has it, and what would help.
@ApplicationScoped
class Refusals {

    private static final String CHALLENGE = "Bearer realm=\"llmlab\"";

    private final Problems problems;

    Refusals(Problems problems) {
        this.problems = problems;
    }

    void keyNeeded(RoutingContext context) {
        challenge(context, CHALLENGE);
        problems.refuse(
                context, 401, "An API key is needed here: send it as Authorization: Bearer <key>, or as X-API-Key");
    }

    void unknown(RoutingContext context, Credential credential) {
        challenge(context, CHALLENGE + ", error=\"invalid_token\"");
        problems.refuse(
                context,
                401,
                switch (credential) {
                    case Credential.Key _ -> "This API key is not known, or was revoked, or has expired";
                    case Credential.Session _ -> "This session has ended: log in again";
                });
    }

    void scopeNeeded(RoutingContext context, Access access) {
        var scope = access.name().toLowerCase(Locale.ROOT);
        challenge(context, CHALLENGE + ", error=\"insufficient_scope\", scope=\"%s\"".formatted(scope));
        problems.refuse(context, 403, "This needs a key with scope %s".formatted(scope));
    }

    void foreignPage(RoutingContext context) {
        problems.refuse(context, 403, "Pages of another origin may not change anything here");
    }

    void tooMany(RoutingContext context, Duration wait) {
        context.response()
                .putHeader("Retry-After", Long.toString(wait.plusMillis(999).toSeconds()));
        problems.refuse(
                context,
                429,
                "Too many requests: the limit allows another one in %.1f seconds".formatted(wait.toMillis() / 1000.));
    }

    void cannotSay(RoutingContext context) {
        context.response().putHeader("Retry-After", "5");
        problems.refuse(context, 503, "API keys cannot be looked up at the moment: the database does not answer");
    }

    private static void challenge(RoutingContext context, String challenge) {
        context.response().putHeader("WWW-Authenticate", challenge);
    }
}
