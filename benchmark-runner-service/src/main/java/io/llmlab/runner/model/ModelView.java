package io.llmlab.runner.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A model as callers read it; costs are USD a token.
@Schema(name = "Model")
record ModelView(
        long id,
        String name,
        @Nullable String version,
        Provider provider,
        @Nullable BigDecimal costPerInputToken,
        @Nullable BigDecimal costPerOutputToken,
        @Nullable Integer maxTokens,
        @Nullable Integer contextLength,
        ModelType modelType,
        @Schema(implementation = Object.class) @Nullable JsonNode capabilities,
        boolean active,
        @Nullable String baseUrl,
        @Nullable String remoteName,
        @Nullable String apiKeyRef,

        @Schema(description = "What the endpoint speaks; null: what fits the provider") @Nullable
        Api api,

        @Schema(description = "What each request carries beside its body") @Nullable
        RequestSettings request,

        Map<String, String> labels,
        Instant createdAt,
        Instant updatedAt) {

    static ModelView of(Model model) {
        var said = model.asRequest();
        return new ModelView(
                model.id(),
                said.name(),
                said.version(),
                said.provider(),
                said.costPerInputToken(),
                said.costPerOutputToken(),
                said.maxTokens(),
                said.contextLength(),
                model.modelType(),
                said.capabilities(),
                model.isActive(),
                said.baseUrl(),
                said.remoteName(),
                said.apiKeyRef(),
                said.api(),
                said.request(),
                model.labels(),
                model.createdAt(),
                model.updatedAt());
    }
}
