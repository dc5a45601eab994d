package io.llmlab.runner.execute;

import io.llmlab.runner.model.Api;
import io.llmlab.runner.model.Model;
import io.llmlab.runner.model.ModelType;
import io.llmlab.runner.model.Provider;
import io.llmlab.runner.model.RequestSettings;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where and how a model answers.
///
/// @param baseUrl up to and without the API's own path
/// @param remoteName the name the endpoint knows
/// @param keyRef the name of the secret, or null where none is needed
/// @param inputPrice USD a token, null: unknown
/// @param outputPrice USD a token, null: unknown
/// @param provider who serves the model
/// @param api what it speaks, null: what fits the provider
/// @param request what each request carries beside its body
public record Endpoint(
        long modelId,
        String modelName,
        ModelType type,
        @Nullable String baseUrl,
        String remoteName,
        @Nullable String keyRef,
        @Nullable BigDecimal inputPrice,
        @Nullable BigDecimal outputPrice,
        Provider provider,
        @Nullable Api api,
        RequestSettings request) {

    private static final String NAME = "{model}";

    static Endpoint of(Model model) {
        return new Endpoint(
                model.id(),
                model.name(),
                model.modelType(),
                model.baseUrl(),
                model.remoteName(),
                model.apiKeyRef(),
                model.costPerInputToken(),
                model.costPerOutputToken(),
                model.provider(),
                model.api(),
                model.request());
    }

    /// Whether what its answers cost can be known.
    boolean isPriced() {
        return inputPrice != null && outputPrice != null;
    }

    /// The address requests go to, without parameters.
    String url(Api spoken) {
        if (baseUrl == null) {
            throw new IllegalStateException("Model %d has no base_url".formatted(modelId));
        }
        var path = spoken.path().replace(NAME, URLEncoder.encode(remoteName, StandardCharsets.UTF_8));
        var base = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
        return base.endsWith(path) ? base : base + path;
    }

    /// @param executor the one that was asked for, or null
    /// @throws RunFailure where that one speaks another API than the model's
    Api spoken(@Nullable String executor) {
        var fitting = api == null ? byProvider() : api;
        if (executor == null || executor.equals(fitting.executor())) {
            return fitting;
        }
        if (api != null) {
            throw new RunFailure(
                    "Model %s speaks %s (its api), which executor %s does not; leave benchmark_config.executor out, or change the model's api"
                            .formatted(modelName, api.name().toLowerCase(Locale.ROOT), executor));
        }
        return Arrays.stream(Api.values())
                .filter(one -> one.executor().equals(executor))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Executor %s asks no endpoint".formatted(executor)));
    }

    private Api byProvider() {
        return switch (provider) {
            case ANTHROPIC -> Api.ANTHROPIC_MESSAGES;
            case GOOGLE -> Api.GOOGLE_GENERATE_CONTENT;
            case OPENAI, LOCAL, CUSTOM -> type == ModelType.COMPLETION ? Api.COMPLETIONS : Api.CHAT_COMPLETIONS;
        };
    }

    /// USD; null where a price or a number of tokens is not known.
    @Nullable
    Double cost(@Nullable Long inputTokens, @Nullable Long outputTokens) {
        if (inputPrice == null || outputPrice == null || inputTokens == null || outputTokens == null) {
            return null;
        }
        return inputPrice
                .multiply(BigDecimal.valueOf(inputTokens))
                .add(outputPrice.multiply(BigDecimal.valueOf(outputTokens)))
                .doubleValue();
    }
}
