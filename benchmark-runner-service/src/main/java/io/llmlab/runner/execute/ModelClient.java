package io.llmlab.runner.execute;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.platform.outgoing.OutgoingGuard;
import io.llmlab.platform.outgoing.RefusedDestination;
import io.llmlab.runner.run.BenchmarkConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Sends requests to models' endpoints, where the guard lets it, and has their answers read by the API's [Protocol].
/// Connections are reused; redirects are not followed.
@ApplicationScoped
class ModelClient {

    private static final int LONGEST_DETAIL = 300;
    private static final String DONE = "[DONE]";
    private static final int OK = 200;

    private final HttpClient client;
    private final OutgoingGuard guard;
    private final long maxResponse;
    private final ObjectMapper mapper;
    private final Clock clock;

    ModelClient(Vertx vertx, ExecutionConfig config, OutgoingGuard guard, ObjectMapper mapper, Clock clock) {
        this.guard = guard;
        this.client = vertx.createHttpClient(guard.trusting(new HttpClientOptions()
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                // Concurrency is bounded by each run; a queue in here would count as latency.
                .setMaxPoolSize(config.parallelism() * BenchmarkConfig.MAX_CONCURRENCY)));
        this.maxResponse = config.maxResponse().asLongValue();
        this.mapper = mapper;
        this.clock = clock;
    }

    /// One request.
    ///
    /// @param key named by the model, or null
    record Request(
            Endpoint endpoint,
            Protocol protocol,
            ObjectNode body,
            boolean streams,
            @Nullable String key,
            Duration timeout) {}

    /// Sends one request, once. Never fails: what goes wrong is a reply too. A request whose answer nobody waits
    /// for any more is broken off.
    Uni<Reply> ask(Request request) {
        var body = request.body().deepCopy();
        var plain = request.endpoint().url(request.protocol().api());
        var url = request.streams() ? request.protocol().streamed(plain, body) : plain;
        var hearing = new Hearing(System::nanoTime);
        var events = new EventStream((type, data) -> hear(request, type, data, hearing));
        return guard.routeOf(url)
                .chain(route -> Exchange.of(
                        client,
                        route.applyTo(options(url, request)),
                        Buffer.buffer(body.toString()),
                        maxResponse,
                        request.streams() ? events : ModelClient::ignore))
                .invoke(events::end)
                .map(answer -> read(answer, request, hearing))
                .ifNoItem()
                .after(request.timeout())
                .fail()
                .onFailure()
                .recoverWithItem(failure -> broken(failure, request.key(), request.timeout()));
    }

    private static void ignore(Buffer part) {}

    private static RequestOptions options(String url, Request request) {
        var settings = request.endpoint().request();
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(withQuery(url, settings.queryOrNone()))
                .putHeader("Content-Type", "application/json")
                .putHeader("Accept", request.streams() ? "text/event-stream" : "application/json")
                .putHeader("User-Agent", "llm-lab-monitor");
        request.protocol().headers().forEach(options::putHeader);
        settings.headersOrNone().forEach(options::putHeader);
        if (request.key() != null) {
            credentials(request, request.key()).forEach(options::putHeader);
        }
        return options;
    }

    private static Map<String, String> credentials(Request request, String key) {
        var header = request.endpoint().request().keyHeader();
        return header == null ? request.protocol().credentials(key) : Map.of(header, key);
    }

    private static String withQuery(String url, Map<String, String> query) {
        if (query.isEmpty()) {
            return url;
        }
        return query.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", url + (url.contains("?") ? "&" : "?"), ""));
    }

    private void hear(Request request, @Nullable String type, String data, Hearing hearing) {
        if (data.equals(DONE)) {
            hearing.ended();
            return;
        }
        var event = parse(data);
        if (event.isObject()) {
            request.protocol().hear(type, event, hearing);
        }
    }

    private Reply read(Exchange.Answer answer, Request request, Hearing hearing) {
        var text = masked(answer.text(), request.key());
        if (answer.status() != OK) {
            var error = parse(text);
            var asked = RetryAfter.read(answer.retryAfter(), clock.instant()).or(() -> RetryAfter.inBody(error));
            return new Reply.Rejected(answer.status(), reason(request.protocol(), error, text), asked);
        }
        var garbage = "answered 200 with what is no %s (%s)"
                .formatted(request.protocol().answerName(), shortened(text));
        if (request.streams() && hearing.isUnderstood()) {
            return clean(hearing.streamed(garbage), request.key());
        }
        // Some servers do not stream, whatever they are asked.
        request.protocol().read(parse(answer.text()), hearing);
        return clean(hearing.whole(garbage), request.key());
    }

    private static Reply clean(Reply reply, @Nullable String key) {
        return reply instanceof Reply.Broken broken
                ? new Reply.Broken(shortened(masked(broken.detail(), key)), broken.passing())
                : reply;
    }

    /// What the API says is wrong, else the beginning of the body.
    private static String reason(Protocol protocol, JsonNode error, String text) {
        var message = protocol.reason(error);
        return shortened(message.isEmpty() ? text : message);
    }

    private JsonNode parse(String text) {
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException garbage) {
            return MissingNode.getInstance();
        }
    }

    private static Reply broken(Throwable failure, @Nullable String key, Duration timeout) {
        if (failure instanceof BoundedText.TooLong tooLong) {
            return new Reply.Broken(String.valueOf(tooLong.getMessage()), false);
        }
        if (failure instanceof RefusedDestination refused) {
            return new Reply.Broken("may not be called: " + refused.reason(), false);
        }
        if (isTimeout(failure)) {
            return new Reply.Broken("gave no whole answer within %d s".formatted(timeout.toSeconds()), true);
        }
        var message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return new Reply.Broken(
                "could not be reached or broke off (%s)".formatted(shortened(masked(message, key))), true);
    }

    /// That of Mutiny, whose name is the JDK's; Netty's of connecting is another matter.
    private static boolean isTimeout(Throwable failure) {
        return failure.getClass().getSimpleName().contains("Timeout")
                && !String.valueOf(failure.getMessage()).contains("connection timed out");
    }

    /// Some endpoints repeat the key. It is taken out before anything is cut: half a key is too much as well.
    private static String masked(String text, @Nullable String key) {
        return key == null || key.isEmpty() ? text : text.replace(key, "***");
    }

    private static String shortened(String text) {
        var line = text.replaceAll("\\s+", " ").strip();
        return line.length() > LONGEST_DETAIL ? line.substring(0, LONGEST_DETAIL) + "…" : line;
    }
}
