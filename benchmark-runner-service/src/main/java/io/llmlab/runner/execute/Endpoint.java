package io.llmlab.runner.execute;

import io.llmlab.runner.model.ModelType;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Where and how a model answers.
///
/// @param baseUrl up to and without `/chat/completions`
/// @param remoteName the name the endpoint knows
/// @param keyRef the name of the secret, or null where none is needed
/// @param inputPrice USD a token, null: unknown
/// @param outputPrice USD a token, null: unknown
public record Endpoint(
        long modelId,
        String modelName,
        ModelType type,
        @Nullable String baseUrl,
        String remoteName,
        @Nullable String keyRef,
        @Nullable BigDecimal inputPrice,
        @Nullable BigDecimal outputPrice) {

    private static final String PATH = "/chat/completions";

    /// The address requests go to.
    String url() {
        if (baseUrl == null) {
            throw new IllegalStateException("Model %d has no base_url".formatted(modelId));
        }
        var base = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
        return base.endsWith(PATH) ? base : base + PATH;
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
