package io.llmlab.runner.execute;

import io.llmlab.platform.problem.DomainException.Conflict;
import io.llmlab.runner.model.Model;
import io.llmlab.runner.model.ModelService;
import io.llmlab.runner.model.ModelType;
import io.llmlab.runner.run.BenchmarkConfig;
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
    private final ModelClient client;
    private final Protocols protocols;

    ModelCheck(ModelService models, Secrets secrets, ModelClient client, Protocols protocols) {
        this.models = models;
        this.secrets = secrets;
        this.client = client;
        this.protocols = protocols;
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
        return Endpoint.of(model);
    }

    private Uni<ModelCheckView> ask(Endpoint endpoint) {
        var protocol = protocols.of(endpoint.spoken(null));
        // Only what every model takes: some refuse parameters that others need.
        var body = protocol.body(endpoint, Prompt.of(QUESTION), BenchmarkConfig.defaults());
        var request = new ModelClient.Request(endpoint, protocol, body, false, key(endpoint), TIMEOUT);
        return Uni.createFrom().deferred(() -> {
            var begun = System.nanoTime();
            return client.ask(request).map(reply -> view(request, reply, (System.nanoTime() - begun) / NANOS_PER_MS));
        });
    }

    private @Nullable String key(Endpoint endpoint) {
        try {
            return endpoint.keyRef() == null ? null : secrets.require(endpoint.keyRef(), endpoint.modelName());
        } catch (RunFailure missing) {
            throw new Conflict(String.valueOf(missing.getMessage()));
        }
    }

    private static ModelCheckView view(ModelClient.Request request, Reply reply, double latencyMs) {
        var endpoint = request.endpoint();
        var key = request.key();
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
            case Reply.Rejected rejected -> failed(request, rejected, rejected.status(), latencyMs);
            case Reply.Broken broken -> failed(request, broken, null, latencyMs);
        };
    }

    private static ModelCheckView failed(
            ModelClient.Request request, Reply reply, @Nullable Integer status, double latencyMs) {
        var error = shown(advice(request, reply), request.key(), LONGEST_ERROR);
        var name = request.endpoint().remoteName();
        return new ModelCheckView(false, status, latencyMs, name, null, null, null, null, null, error);
    }

    /// What is said of a run that waits too long speaks of its settings, of which a check has none.
    private static String advice(ModelClient.Request request, Reply reply) {
        var endpoint = request.endpoint();
        var protocol = request.protocol();
        return reply instanceof Reply.Broken broken && broken.detail().contains("within")
                ? "%s %s: look at the server, or at its address"
                        .formatted(endpoint.url(protocol.api()), broken.detail())
                : Advice.on(reply, endpoint, protocol);
    }

    /// Some endpoints repeat the key; it is taken out before the text is cut.
    private static String shown(String text, @Nullable String key, int longest) {
        var masked = key == null ? text : text.replace(key, MASK);
        return masked.length() > longest ? masked.substring(0, longest - 1) + "…" : masked;
    }
}
