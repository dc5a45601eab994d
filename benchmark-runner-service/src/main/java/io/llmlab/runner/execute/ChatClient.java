package io.llmlab.runner.execute;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import io.vertx.mutiny.ext.web.codec.BodyCodec;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Speaks the chat completions protocol (`POST <base URL>/chat/completions`, as OpenAI's API reference has it) with
/// any server that does. Connections are reused.
@ApplicationScoped
class ChatClient {

    private static final int LONGEST_DETAIL = 300;
    private static final int OK = 200;

    private final WebClient client;
    private final BodyCodec<String> text;
    private final ObjectMapper mapper;
    private final Clock clock;

    ChatClient(Vertx vertx, ExecutionConfig config, ObjectMapper mapper, Clock clock) {
        this.client = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setUserAgent("llm-lab-monitor")
                        .setFollowRedirects(false)
                        .setConnectTimeout((int) config.connectTimeout().toMillis())
                        // Concurrency is bounded by each run; a queue in here would count as latency.
                        .setMaxPoolSize(config.parallelism() * 64));
        this.text = BodyCodec.newInstance(new BoundedText(config.maxResponse().asLongValue()));
        this.mapper = mapper;
        this.clock = clock;
    }

    /// Sends one request, once. Never fails: what goes wrong is a reply too.
    ///
    /// @param key sent as bearer token, or null
    Uni<Reply> ask(String url, @Nullable String key, ObjectNode body, Duration timeout) {
        var request = client.postAbs(url)
                .as(text)
                .timeout(timeout.toMillis())
                .putHeader("Content-Type", "application/json")
                .putHeader("Accept", "application/json");
        if (key != null) {
            request.putHeader("Authorization", "Bearer " + key);
        }
        return Uni.createFrom()
                .deferred(() -> request.sendBuffer(Buffer.buffer(body.toString())))
                .map(this::read)
                // The client's own limit begins anew with each byte.
                .ifNoItem()
                .after(timeout.plusMillis(100))
                .fail()
                .onFailure()
                .recoverWithItem(failure -> broken(failure, timeout))
                .map(reply -> withoutSecret(reply, key));
    }

    private Reply read(HttpResponse<String> response) {
        var text = response.body() == null ? "" : response.body();
        if (response.statusCode() != OK) {
            return new Reply.Rejected(
                    response.statusCode(),
                    reason(text),
                    RetryAfter.read(response.getHeader("Retry-After"), clock.instant()));
        }
        var json = parse(text);
        var message = json.path("choices").path(0).path("message");
        if (!message.isObject()) {
            return new Reply.Broken(
                    "answered 200 with what is no chat completion (%s)".formatted(shortened(text)), false);
        }
        var usage = json.path("usage");
        return new Reply.Answered(
                said(message), count(usage.path("prompt_tokens")), count(usage.path("completion_tokens")));
    }

    /// The text; of several parts all; of a refusal its words.
    private static String said(JsonNode message) {
        var content = message.path("content");
        if (content.isArray()) {
            return StreamSupport.stream(content.spliterator(), false)
                    .map(part -> part.path("text").asText(""))
                    .collect(Collectors.joining());
        }
        return content.isTextual() ? content.asText() : message.path("refusal").asText("");
    }

    private static @Nullable Long count(JsonNode tokens) {
        return tokens.isIntegralNumber() && tokens.asLong() >= 0 ? tokens.asLong() : null;
    }

    /// `error.message`, where the body is what OpenAI's errors are, else its beginning.
    private String reason(String text) {
        var message = parse(text).path("error").path("message");
        return shortened(message.isTextual() ? message.asText() : text);
    }

    private JsonNode parse(String text) {
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException garbage) {
            return MissingNode.getInstance();
        }
    }

    private static Reply broken(Throwable failure, Duration timeout) {
        if (failure instanceof BoundedText.TooLong tooLong) {
            return new Reply.Broken(String.valueOf(tooLong.getMessage()), false);
        }
        if (isTimeout(failure)) {
            return new Reply.Broken("gave no whole answer within %d s".formatted(timeout.toSeconds()), true);
        }
        var message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return new Reply.Broken("could not be reached or broke off (%s)".formatted(shortened(message)), true);
    }

    /// Mutiny's, and the JDK's, which Vert.x uses.
    private static boolean isTimeout(Throwable failure) {
        return failure.getClass().getSimpleName().contains("Timeout")
                && !String.valueOf(failure.getMessage()).contains("connection timed out");
    }

    /// Some endpoints repeat the key in their answer.
    private static Reply withoutSecret(Reply reply, @Nullable String key) {
        if (key == null || key.isEmpty()) {
            return reply;
        }
        return switch (reply) {
            case Reply.Answered answered -> answered;
            case Reply.Rejected rejected ->
                new Reply.Rejected(rejected.status(), rejected.detail().replace(key, "***"), rejected.retryAfter());
            case Reply.Broken broken -> new Reply.Broken(broken.detail().replace(key, "***"), broken.passing());
        };
    }

    private static String shortened(String text) {
        var line = text.replaceAll("\\s+", " ").strip();
        return line.length() > LONGEST_DETAIL ? line.substring(0, LONGEST_DETAIL) + "…" : line;
    }
}
