package io.llmlab.local.replay;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.llmlab.local.replay.Reply.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// The paths of the replay server.
final class ReplayApi {

    private static final String GARBAGE = "<html><body>upstream connect error</body></html>";

    private final ObjectMapper json = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .configure(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS, true)
            .serializationInclusion(Include.NON_NULL)
            .build();

    private final AtomicLong requests = new AtomicLong();
    private final SimulatedModels models;
    private final Completions completions;

    ReplayApi(Recording recording, long seed) {
        this.models = new SimulatedModels(recording, json);
        this.completions = new Completions(recording, models, seed);
    }

    Reply answer(WireRequest request) {
        var dialect = Dialect.of(request.method(), request.path());
        if (dialect.isPresent()) {
            return complete(request, dialect.get());
        }
        try {
            return switch (request.method() + " " + request.path()) {
                case "GET /v1/models" -> answer(200, list());
                case "GET /control" -> answer(200, Map.of("models", models.all()));
                case "POST /control" -> answer(200, models.change(read(request)));
                default -> refusal(notFound(request), new OpenAiDialect());
            };
        } catch (IllegalArgumentException unfit) {
            return refusal(unfit(unfit), new OpenAiDialect());
        }
    }

    private static Outcome.Refused notFound(WireRequest request) {
        return new Outcome.Refused(404, "There is no " + request.path(), "not_found");
    }

    private static Outcome.Refused unfit(IllegalArgumentException unfit) {
        return new Outcome.Refused(400, String.valueOf(unfit.getMessage()), "invalid_request");
    }

    void change(String model, UnaryOperator<Behaviour> change) {
        var _ = models.change(model, change);
    }

    long requests() {
        return requests.get();
    }

    private Reply complete(WireRequest request, Dialect dialect) {
        requests.incrementAndGet();
        try {
            var chat = dialect.chat(read(request));
            return switch (completions.complete(chat)) {
                case Outcome.Completed(var completion, var fault) ->
                    spoilt(completed(chat.path("stream").asBoolean(), completion, dialect), fault, dialect);
                case Outcome.Refused refused -> refusal(refused, dialect);
            };
        } catch (IllegalArgumentException unfit) {
            return refusal(unfit(unfit), dialect);
        }
    }

    private Answer completed(boolean streams, ChatCompletion completion, Dialect dialect) {
        return streams ? streamed(completion, dialect) : answer(200, dialect.answer(completion));
    }

    /// Server-sent events, all at once: what is simulated is the form, and the time until the first of them.
    private Answer streamed(ChatCompletion completion, Dialect dialect) {
        var events =
                dialect.pieces(completion).stream().map(this::event).collect(Collectors.joining("", "", dialect.end()));
        return new Answer(200, events.getBytes(StandardCharsets.UTF_8), Map.of("Content-Type", "text/event-stream"));
    }

    private String event(Dialect.Event event) {
        var type = event.type() == null ? "" : "event: %s\n".formatted(event.type());
        return "%sdata: %s\n\n".formatted(type, new String(bytes(event.data()), StandardCharsets.UTF_8));
    }

    private Reply spoilt(Answer answer, Fault fault, Dialect dialect) {
        return switch (fault) {
            case NONE -> answer;
            case HANG -> new Reply.Silence();
            case RESET -> new Reply.Reset();
            case HALF -> new Reply.Half(answer);
            case GARBAGE -> new Answer(200, GARBAGE.getBytes(StandardCharsets.UTF_8), Map.of());
            case UNAUTHORIZED ->
                refusal(new Outcome.Refused(401, "Incorrect API key provided", "invalid_api_key"), dialect);
        };
    }

    private Answer refusal(Outcome.Refused refused, Dialect dialect) {
        var headers = refused.retryAfterSeconds() == 0
                ? Map.<String, String>of()
                : Map.of("Retry-After", Long.toString(refused.retryAfterSeconds()));
        return new Answer(refused.status(), bytes(dialect.error(refused)), headers);
    }

    private JsonNode read(WireRequest request) {
        try {
            return json.readTree(request.body());
        } catch (IOException unparsable) {
            throw new IllegalArgumentException("The body is no JSON", unparsable);
        }
    }

    private Map<String, Object> list() {
        var entries = models.all().keySet().stream()
                .map(name -> Map.of("id", name, "object", "model", "created", 0, "owned_by", "replay"))
                .toList();
        return Map.of("object", "list", "data", entries);
    }

    private Answer answer(int status, Object body) {
        return new Answer(status, bytes(body), Map.of());
    }

    private byte[] bytes(Object body) {
        try {
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("An answer does not become JSON", impossible);
        }
    }
}
