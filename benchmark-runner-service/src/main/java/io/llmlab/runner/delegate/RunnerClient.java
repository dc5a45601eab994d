package io.llmlab.runner.delegate;

import io.llmlab.platform.outgoing.OutgoingGuard;
import io.llmlab.platform.outgoing.RefusedDestination;
import io.llmlab.platform.outgoing.Route;
import io.llmlab.platform.security.WebhookSignature;
import io.llmlab.runner.execute.BoundedText;
import io.llmlab.runner.execute.RetryAfter;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.net.SocketAddress;
import io.vertx.mutiny.ext.web.client.HttpRequest;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import io.vertx.mutiny.ext.web.codec.BodyCodec;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// Speaks with outside runners that the guard lets it call; every request is signed by Standard Webhooks
/// 1.0.0. Redirects are not followed: the address is the one that was registered.
@ApplicationScoped
class RunnerClient {

    private static final int LONGEST_DETAIL = 300;
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private final WebClient client;
    private final OutgoingGuard guard;
    private final BodyCodec<String> text;
    private final RunnerJson json;
    private final SigningSecrets secrets;
    private final Clock clock;

    RunnerClient(
            Vertx vertx,
            DelegateConfig config,
            OutgoingGuard guard,
            RunnerJson json,
            SigningSecrets secrets,
            Clock clock) {
        this.guard = guard;
        this.client = WebClient.create(
                vertx,
                guard.trusting(new WebClientOptions()
                        .setUserAgent("llm-lab-monitor")
                        .setFollowRedirects(false)
                        .setConnectTimeout((int) config.connectTimeout().toMillis())));
        this.text = BodyCodec.newInstance(new BoundedText(config.maxAnswer().asLongValue()));
        this.json = json;
        this.secrets = secrets;
        this.clock = clock;
    }

    /// Offers a run, once. What goes wrong is an answer too.
    ///
    /// @return the answer; a failure only where there is no secret to sign with
    Uni<Answer> offer(Delegation delegation, RunOffer offer) {
        return secret(delegation).chain(secret -> offer(delegation, secret, json.write(offer)));
    }

    /// Tells that a run is over, once.
    Uni<Void> stop(Delegation delegation) {
        var url = "%s/%d".formatted(withoutSlash(delegation.url()), delegation.runId());
        var id = delegation.webhookId() + "_stop";
        return secret(delegation)
                .chain(secret -> send(HttpMethod.DELETE, url, secret, id, new byte[0], FAREWELL))
                .replaceWithVoid();
    }

    private Uni<String> secret(Delegation delegation) {
        return Uni.createFrom().item(() -> secrets.of(delegation));
    }

    private Uni<Answer> offer(Delegation delegation, String secret, byte[] body) {
        var patience = delegation.requestTimeout();
        return send(HttpMethod.POST, delegation.url(), secret, delegation.webhookId(), body, patience)
                // A result may be long; an event loop has no time.
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(this::read)
                .onFailure(RefusedDestination.class)
                .recoverWithItem(refused -> new Answer.Refused("may not be called: " + refused.getMessage()))
                .onFailure()
                .recoverWithItem(failure -> new Answer.Later(explain(failure, patience), Optional.empty()));
    }

    private Uni<HttpResponse<String>> send(
            HttpMethod method, String url, String secret, String id, byte[] body, Duration patience) {
        return guard.routeOf(url).chain(route -> send(method, route, url, secret, id, body, patience));
    }

    private Uni<HttpResponse<String>> send(
            HttpMethod method, Route route, String url, String secret, String id, byte[] body, Duration patience) {
        var request = request(method, route, url)
                .as(text)
                .timeout(patience.toMillis())
                .putHeader("Content-Type", "application/json")
                .putHeader("Accept", "application/json");
        WebhookSignature.headers(secret, id, clock.instant().getEpochSecond(), body)
                .forEach(request::putHeader);
        return Uni.createFrom()
                .deferred(() -> request.sendBuffer(Buffer.buffer(body)))
                // The client's own limit begins anew with each byte.
                .ifNoItem()
                .after(patience.plusMillis(100))
                .fail();
    }

    private HttpRequest<Buffer> request(HttpMethod method, Route route, String url) {
        return switch (route) {
            case Route.Direct(var server) -> client.requestAbs(method, SocketAddress.newInstance(server), url);
            case Route.Proxied(var proxy) -> client.requestAbs(method, url).proxy(proxy);
        };
    }

    private Answer read(HttpResponse<String> response) {
        var body = response.body() == null ? "" : response.body();
        var status = response.statusCode();
        return switch (status) {
            case 200 -> json.result(body);
            case 202 -> new Answer.Accepted();
            case 429, 500, 502, 503, 504 ->
                new Answer.Later(
                        said(status, body), RetryAfter.read(response.getHeader("Retry-After"), clock.instant()));
            default -> new Answer.Refused(said(status, body));
        };
    }

    private static String said(int status, String body) {
        return "answered %d%s".formatted(status, body.isBlank() ? "" : " (" + shortened(body) + ")");
    }

    private static String explain(Throwable failure, Duration patience) {
        if (failure.getClass().getSimpleName().contains("Timeout")) {
            return "gave no answer within %d s (request_timeout_seconds)".formatted(patience.toSeconds());
        }
        var message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return "could not be reached or broke off (%s)".formatted(shortened(message));
    }

    static String shortened(String text) {
        var line = text.replaceAll("\\s+", " ").strip();
        return line.length() > LONGEST_DETAIL ? line.substring(0, LONGEST_DETAIL) + "…" : line;
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
