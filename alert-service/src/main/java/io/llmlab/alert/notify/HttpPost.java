package io.llmlab.alert.notify;

import io.llmlab.platform.outgoing.OutgoingGuard;
import io.llmlab.platform.outgoing.RefusedDestination;
import io.llmlab.platform.outgoing.Route;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.http.HttpClient;
import io.vertx.mutiny.core.http.HttpClientRequest;
import io.vertx.mutiny.core.http.HttpClientResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Posts JSON to a receiver that the guard lets it call, and judges its answer. Redirects are not followed:
/// they could lead anywhere.
@ApplicationScoped
public class HttpPost {

    private static final String USER_AGENT = "LLM-Lab-Monitor";
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

    /// Shorter than what servers keep, so that few connections are closed under a call.
    private static final int KEEP_ALIVE_SECONDS = 4;

    /// For the rest of an answer whose beginning says all.
    private static final Duration BODY_PATIENCE = Duration.ofSeconds(2);

    private final HttpClient client;
    private final OutgoingGuard guard;
    private final Clock clock;

    HttpPost(Vertx vertx, DeliveryConfig config, OutgoingGuard guard, Clock clock) {
        var options = guard.trusting(new HttpClientOptions()
                .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS));
        // By default five to a host, and the rest wait in the client while their leases run.
        var connections = new PoolOptions().setHttp1MaxSize(config.parallelism());
        this.client = vertx.createHttpClient(options, connections);
        this.guard = guard;
        this.clock = clock;
    }

    /// @param headers beside `Content-Type: application/json`
    /// @param body as it goes out, byte for byte
    public Uni<Outcome> send(String url, Map<String, String> headers, byte[] body, Duration timeout) {
        return guard.routeOf(url)
                .chain(route -> client.request(to(url, route)))
                .chain(request -> exchange(request, headers, body, timeout))
                .onFailure(RefusedDestination.class)
                .recoverWithItem(refused -> new Outcome.Refused(explain(refused)))
                .onFailure()
                .recoverWithItem(failure -> new Outcome.Delayed("no answer: " + explain(failure), null))
                .map(outcome -> outcome.masked(Masker.ofAddress(url)));
    }

    private static RequestOptions to(String url, Route route) {
        return route.applyTo(new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url)
                .setFollowRedirects(false));
    }

    /// Whoever has waited enough closes the connection.
    private Uni<Outcome> exchange(
            HttpClientRequest request, Map<String, String> headers, byte[] body, Duration timeout) {
        request.putHeader("User-Agent", USER_AGENT).putHeader("Content-Type", "application/json");
        headers.forEach(request::putHeader);
        return request.send(Buffer.buffer(body))
                .onCancellation()
                .invoke(() -> abort(request))
                .ifNoItem()
                .after(timeout)
                .failWith(() -> new TimeoutException("none within " + timeout))
                .chain(response -> judge(request, response));
    }

    private Uni<Outcome> judge(HttpClientRequest request, HttpClientResponse response) {
        var beginning = new Beginning(response);
        return beginning
                .read()
                .ifNoItem()
                .after(BODY_PATIENCE)
                .recoverWithItem(() -> false)
                .invoke(whole -> {
                    if (!whole) {
                        abort(request);
                    }
                })
                .map(_ -> judge(response, beginning.text()));
    }

    private static void abort(HttpClientRequest request) {
        var _ = request.reset();
    }

    /// 408 and 425 are the server's own words for "again later"; any other 4xx but 429 stays what it is.
    private Outcome judge(HttpClientResponse response, String body) {
        var reply = new Outcome.Reply(response.statusCode(), body);
        var status = reply.status();
        if (status >= 200 && status < 300) {
            return new Outcome.Sent(answer(reply, ""), reply);
        }
        if (status == 408 || status == 425 || status == 429 || status >= 500) {
            return new Outcome.Delayed(answer(reply, ""), retryAfter(response), reply);
        }
        var redirects = status >= 300 && status < 400;
        return new Outcome.Refused(answer(reply, redirects ? "(redirects are not followed) " : ""), reply);
    }

    private static String answer(Outcome.Reply reply, String remark) {
        return "%d %s%s"
                .formatted(reply.status(), remark, Texts.oneLine(reply.body()))
                .strip();
    }

    private @Nullable Duration retryAfter(HttpClientResponse response) {
        return RetryAfter.read(response.getHeader("Retry-After"), clock.instant())
                .orElse(null);
    }

    private static String explain(Throwable failure) {
        return Texts.oneLine(String.valueOf(failure.getMessage()));
    }
}
