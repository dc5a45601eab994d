package io.llmlab.alert.notify;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Posts JSON to a receiver and judges its answer. Redirects are not followed: they could lead anywhere.
@ApplicationScoped
public class HttpPost {

    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

    /// Shorter than what servers keep, so that few connections are closed under a call.
    private static final int KEEP_ALIVE_SECONDS = 4;

    private final WebClient client;
    private final Clock clock;

    HttpPost(Vertx vertx, DeliveryConfig config, Clock clock) {
        var options = new WebClientOptions()
                .setFollowRedirects(false)
                .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setUserAgent("LLM-Lab-Monitor");
        // By default five to a host, and the rest wait in the client while their leases run.
        var connections = new PoolOptions().setHttp1MaxSize(config.parallelism());
        this.client = WebClient.wrap(vertx.createHttpClient(options, connections), options);
        this.clock = clock;
    }

    /// @param headers beside `Content-Type: application/json`
    /// @param body as it goes out, byte for byte
    public Uni<Outcome> send(String url, Map<String, String> headers, byte[] body, Duration timeout) {
        var request = client.postAbs(url).timeout(timeout.toMillis());
        request.putHeader("Content-Type", "application/json");
        headers.forEach(request::putHeader);
        return request.sendBuffer(Buffer.buffer(body))
                .map(this::judge)
                .onFailure()
                .recoverWithItem(failure -> new Outcome.Delayed("no answer: " + explain(failure), null))
                .map(outcome -> outcome.masked(Masker.ofAddress(url)));
    }

    /// 408 and 425 are the server's own words for "again later"; any other 4xx but 429 stays what it is.
    private Outcome judge(HttpResponse<Buffer> response) {
        var reply = new Outcome.Reply(response.statusCode(), body(response));
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

    private @Nullable Duration retryAfter(HttpResponse<Buffer> response) {
        return RetryAfter.read(response.getHeader("Retry-After"), clock.instant())
                .orElse(null);
    }

    /// Postgres' text holds no NUL.
    private static String body(HttpResponse<Buffer> response) {
        var body = response.bodyAsString();
        return body == null ? "" : body.replace("\0", "");
    }

    private static String explain(Throwable failure) {
        return Texts.oneLine(String.valueOf(failure.getMessage()));
    }
}
