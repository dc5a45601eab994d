package io.llmlab.alert.notify;

import io.smallrye.mutiny.Uni;
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
    private static final int LONGEST_ANSWER = 500;

    private final WebClient client;
    private final Clock clock;

    HttpPost(Vertx vertx, Clock clock) {
        this.client = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setFollowRedirects(false)
                        .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                        .setUserAgent("LLM-Lab-Monitor"));
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
                .recoverWithItem(failure -> new Outcome.Delayed("no answer: " + explain(failure), null));
    }

    private Outcome judge(HttpResponse<Buffer> response) {
        var status = response.statusCode();
        var answer = "%d %s"
                .formatted(status, Texts.atMost(LONGEST_ANSWER, body(response)))
                .strip();
        if (status >= 200 && status < 300) {
            return new Outcome.Sent(answer);
        }
        if (status == 408 || status == 425 || status == 429 || status >= 500) {
            return new Outcome.Delayed(answer, retryAfter(response));
        }
        return new Outcome.Refused(status >= 300 && status < 400 ? answer + " (redirects are not followed)" : answer);
    }

    private @Nullable Duration retryAfter(HttpResponse<Buffer> response) {
        return RetryAfter.read(response.getHeader("Retry-After"), clock.instant())
                .orElse(null);
    }

    /// Postgres' text holds no NUL.
    private static String body(HttpResponse<Buffer> response) {
        var body = response.bodyAsString();
        return body == null ? "" : Texts.oneLine(body);
    }

    private static String explain(Throwable failure) {
        return Texts.atMost(LONGEST_ANSWER, Texts.oneLine(String.valueOf(failure.getMessage())));
    }
}
