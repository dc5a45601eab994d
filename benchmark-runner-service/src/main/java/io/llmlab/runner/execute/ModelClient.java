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
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Speaks the chat completions protocol (`POST <base URL>/chat/completions`, as OpenAI's API reference has it)
/// with any server that does, where the guard lets it. Connections are reused; redirects are not followed.
@ApplicationScoped
class ChatClient {

    private static final int LONGEST_DETAIL = 300;
    private static final int LONGEST_MODEL = 255;
    private static final int OK = 200;

    private final HttpClient client;
    private final OutgoingGuard guard;
    private final long maxResponse;
    private final ObjectMapper mapper;
    private final Clock clock;

    ChatClient(Vertx vertx, ExecutionConfig config, OutgoingGuard guard, ObjectMapper mapper, Clock clock) {
        this.guard = guard;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                // Concurrency is bounded by each run; a queue in here would count as latency.
                .setMaxPoolSize(config.parallelism() * BenchmarkConfig.MAX_CONCURRENCY));
        this.maxResponse = config.maxResponse().asLongValue();
        this.mapper = mapper;
        this.clock = clock;
    }

    /// Sends one request, once. Never fails: what goes wrong is a reply too. A request whose answer nobody waits
    /// for any more is broken off.
    ///
    /// @param key sent as bearer token, or null
    Uni<Reply> ask(String url, @Nullable String key, ObjectNode body, Duration timeout) {
        return guard.addressOf(url)
                .chain(server -> Exchange.of(
                        client, options(url, key).setServer(server), Buffer.buffer(body.toString()), maxResponse))
                .map(answer -> read(answer, key))
                .ifNoItem()
                .after(timeout)
                .fail()
                .onFailure()
                .recoverWithItem(failure -> broken(failure, key, timeout));
    }

    private static RequestOptions options(String url, @Nullable String key) {
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url)
                .putHeader("Content-Type", "application/json")
                .putHeader("Accept", "application/json")
                .putHeader("User-Agent", "llm-lab-monitor");
        return key == null ? options : options.putHeader("Authorization", "Bearer " + key);
    }

    private Reply read(Exchange.Answer answer, @Nullable String key) {
        var text = answer.text();
        if (answer.status() != OK) {
            return new Reply.Rejected(
                    answer.status(), reason(masked(text, key)), RetryAfter.read(answer.retryAfter(), clock.instant()));
        }
        var json = parse(text);
        var message = json.path("choices").path(0).path("message");
        if (!message.isObject()) {
            return new Reply.Broken(
                    "answered 200 with what is no chat completion (%s)".formatted(shortened(masked(text, key))), false);
        }
        var usage = json.path("usage");
        return new Reply.Answered(
                said(message),
                modelOf(json),
                count(usage.path("prompt_tokens")),
                count(usage.path("completion_tokens")));
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

    private static @Nullable String modelOf(JsonNode json) {
        var model = json.path("model").asText("").strip();
        var unusable = model.isEmpty()
                || model.length() > LONGEST_MODEL
                || model.chars().anyMatch(Character::isISOControl);
        return unusable ? null : model;
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
