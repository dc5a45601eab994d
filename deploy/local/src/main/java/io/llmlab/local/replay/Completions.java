package io.llmlab.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.local.replay.ChatCompletion.Usage;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Answers chats from the recording, as slowly and unreliably as the model is set to.
final class Completions {

    private static final int CHARACTERS_A_TOKEN = 4;
    private static final String UNKNOWN = "I do not know this question.";

    private final Recording recording;
    private final SimulatedModels models;
    private final Random random;
    private final Clock clock = Clock.systemUTC();
    private final AtomicLong ids = new AtomicLong();
    private final Map<String, TokenBucket> buckets = new ConcurrentHashMap<>();

    Completions(Recording recording, SimulatedModels models, long seed) {
        this.recording = recording;
        this.models = models;
        this.random = new Random(seed);
    }

    Outcome complete(JsonNode request) {
        var model = request.path("model").asText();
        return models.find(model)
                .map(behaviour -> complete(model, behaviour, request))
                .orElseGet(() ->
                        new Outcome.Refused(404, "The model `%s` does not exist".formatted(model), "model_not_found"));
    }

    private Outcome complete(String model, Behaviour behaviour, JsonNode request) {
        var messages = request.path("messages");
        if (!messages.isArray() || messages.isEmpty()) {
            return new Outcome.Refused(400, "messages is an array of at least one message", "invalid_request");
        }
        var wait = behaviour.rateLimit() == 0 ? 0 : bucket(model).take(behaviour.rateLimit());
        if (wait > 0) {
            return new Outcome.Refused(429, "Rate limit reached for `%s`".formatted(model), "rate_limited", wait);
        }
        pause(behaviour.latencyMs().sample(random));
        if (random.nextDouble() < behaviour.errorRate()) {
            return new Outcome.Refused(500, "The server had an error", "server_error");
        }
        return new Outcome.Completed(completion(model, behaviour, messages), behaviour.fault());
    }

    private ChatCompletion completion(String model, Behaviour behaviour, JsonNode messages) {
        var system = behaviour.answersAs();
        var text = recording
                .answer(system, lastUserMessage(messages))
                .map(RecordedAnswer::text)
                .orElse(UNKNOWN);
        var asked = StreamSupport.stream(messages.spliterator(), false)
                .mapToInt(message -> text(message).length())
                .sum();
        var promptTokens = tokens(asked, behaviour);
        var answerTokens = tokens(text.length(), behaviour);
        return new ChatCompletion(
                "chatcmpl-" + ids.incrementAndGet(),
                "chat.completion",
                clock.instant().getEpochSecond(),
                model,
                ChatCompletion.saying(text),
                new Usage(promptTokens, answerTokens, promptTokens + answerTokens),
                "fp_%08x".formatted(system.hashCode()));
    }

    private TokenBucket bucket(String model) {
        return buckets.computeIfAbsent(model, _ -> new TokenBucket(System::nanoTime));
    }

    private static long tokens(int characters, Behaviour behaviour) {
        return Math.round(Math.ceil((double) characters / CHARACTERS_A_TOKEN) * behaviour.tokenFactor());
    }

    private static String lastUserMessage(JsonNode messages) {
        return StreamSupport.stream(messages.spliterator(), false)
                .filter(message -> "user".equals(message.path("role").asText()))
                .reduce((_, last) -> last)
                .map(Completions::text)
                .orElse("");
    }

    /// A message's content is a text or a list of parts with texts.
    private static String text(JsonNode message) {
        var content = message.path("content");
        return content.isArray()
                ? StreamSupport.stream(content.spliterator(), false)
                        .map(part -> part.path("text").asText())
                        .collect(Collectors.joining("\n"))
                : content.asText();
    }

    private static void pause(Duration latency) {
        try {
            Thread.sleep(latency);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
