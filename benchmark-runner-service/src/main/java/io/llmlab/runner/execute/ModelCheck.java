package io.llmlab.runner.execute;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.platform.problem.DomainException.Conflict;
import io.llmlab.runner.model.Model;
import io.llmlab.runner.model.ModelService;
import io.llmlab.runner.model.ModelType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Asks a model one short question, as a benchmark would, and says what came back. Nothing is stored.
@ApplicationScoped
class ModelCheck {

    /// Whoever waits for it is told within ten seconds.
    private static final Duration TIMEOUT = Duration.ofSeconds(9);

    private static final String QUESTION = "Answer with the word OK.";
    private static final int LONGEST_ANSWER = 200;
    private static final int LONGEST_ERROR = 500;
    private static final int OK = 200;
    private static final double NANOS_PER_MS = 1e6;
    private static final String MASK = "***";

    private final ModelService models;
    private final Secrets secrets;
    private final ChatClient client;

    ModelCheck(ModelService models, Secrets secrets, ChatClient client) {
        this.models = models;
        this.secrets = secrets;
        this.client = client;
    }

    /// Fails with [Conflict] where there is nothing to send, or not all that it takes.
    Uni<ModelCheckView> check(long modelId) {
        return models.require(modelId).map(ModelCheck::endpoint).chain(this::ask);
    }

    private static Endpoint endpoint(Model model) {
        if (model.modelType() == ModelType.EMBEDDING) {
            throw new Conflict("Model %s is of type embedding, which answers no questions".formatted(model.name()));
        }
        if (model.baseUrl() == null) {
            throw new Conflict(
                    "Model %s has no base_url: nobody can be asked; its results are pushed".formatted(model.name()));
        }
        return new Endpoint(
                model.id(),
                model.name(),
                model.modelType(),
                model.baseUrl(),
                model.remoteName(),
                model.apiKeyRef(),
                model.costPerInputToken(),
                model.costPerOutputToken());
    }

    private Uni<ModelCheckView> ask(Endpoint endpoint) {
        var key = key(endpoint);
        return Uni.createFrom().deferred(() -> {
            var begun = System.nanoTime();
            return client.ask(endpoint.url(), key, question(endpoint), TIMEOUT)
                    .map(reply -> view(endpoint, key, reply, (System.nanoTime() - begun) / NANOS_PER_MS));
        });
    }

    private @Nullable String key(Endpoint endpoint) {
        try {
            return endpoint.keyRef() == null ? null : secrets.require(endpoint.keyRef(), endpoint.modelName());
        } catch (RunFailure missing) {
            throw new Conflict(String.valueOf(missing.getMessage()));
        }
    }

    /// Only what every model takes: some refuse parameters that others need.
    private static ObjectNode question(Endpoint endpoint) {
        var body = JsonNodeFactory.instance.objectNode().put("model", endpoint.remoteName());
        body.putArray("messages").addObject().put("role", "user").put("content", QUESTION);
        return body;
    }

    private static ModelCheckView view(Endpoint endpoint, @Nullable String key, Reply reply, double latencyMs) {
        return switch (reply) {
            case Reply.Answered answered ->
                new ModelCheckView(
                        true,
                        OK,
                        latencyMs,
                        endpoint.remoteName(),
                        answered.model() == null ? null : shown(answered.model(), key, LONGEST_ANSWER),
                        shown(answered.text(), key, LONGEST_ANSWER),
                        answered.inputTokens(),
                        answered.outputTokens(),
                        endpoint.cost(answered.inputTokens(), answered.outputTokens()),
                        null);
            case Reply.Rejected rejected -> failed(endpoint, key, rejected, rejected.status(), latencyMs);
            case Reply.Broken broken -> failed(endpoint, key, broken, null, latencyMs);
        };
    }

    private static ModelCheckView failed(
            Endpoint endpoint, @Nullable String key, Reply reply, @Nullable Integer status, double latencyMs) {
        var error = shown(advice(endpoint, reply), key, LONGEST_ERROR);
        return new ModelCheckView(false, status, latencyMs, endpoint.remoteName(), null, null, null, null, null, error);
    }

    /// What is said of a run that waits too long speaks of its settings, of which a check has none.
    private static String advice(Endpoint endpoint, Reply reply) {
        return reply instanceof Reply.Broken broken && broken.detail().contains("within")
                ? "%s %s: look at the server, or at its address".formatted(endpoint.url(), broken.detail())
                : Advice.on(reply, endpoint);
    }

    /// Some endpoints repeat the key; it is taken out before the text is cut.
    private static String shown(String text, @Nullable String key, int longest) {
        var masked = key == null ? text : text.replace(key, MASK);
        return masked.length() > longest ? masked.substring(0, longest - 1) + "…" : masked;
    }
}
