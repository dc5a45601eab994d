package io.llmlab.runner.model;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// All that a caller can say about a model. What a view has beyond it is ignored, so that a model can be read, changed
/// and sent back.
///
/// @param costPerInputToken USD a token, null where unknown
/// @param costPerOutputToken USD a token, null where unknown
/// @param maxTokens the longest answer the model gives, in tokens
/// @param contextLength the longest request and answer together, in tokens
/// @param capabilities an object or an array of the caller's own
/// @param baseUrl where the model answers, up to and without the API's own path, such as `/chat/completions`
/// @param remoteName the name the endpoint knows; null means the model's own name
/// @param apiKeyRef the name of the environment variable that holds the key, never the key
/// @param api what the endpoint speaks; null: what fits the provider
/// @param request what each request carries beside its body
@JsonIgnoreProperties({"id", "created_at", "updated_at"})
record ModelRequest(
        @NotBlank(message = NAME) @Size(max = 255, message = NAME) @Pattern(regexp = NO_CONTROLS, message = NAME)
        String name,

        @Nullable @Size(max = 255, message = "must have at most 255 characters")
        String version,

        @NotNull(message = "must be one of openai, anthropic, google, local, custom")
        Provider provider,

        @Nullable @PositiveOrZero(message = COST) @Digits(integer = 6, fraction = 18, message = COST)
        BigDecimal costPerInputToken,

        @Nullable @PositiveOrZero(message = COST) @Digits(integer = 6, fraction = 18, message = COST)
        BigDecimal costPerOutputToken,

        @Nullable @Min(value = 1, message = "must be 1 or more")
        Integer maxTokens,

        @Nullable @Min(value = 1, message = "must be 1 or more")
        Integer contextLength,

        @Schema(defaultValue = "chat") @Nullable ModelType modelType,

        @Schema(implementation = Object.class, description = "An object or an array of the caller's own") @Nullable
        JsonNode capabilities,

        @Schema(defaultValue = "true") @Nullable Boolean active,

        @Nullable @Size(max = 2000, message = URL) @Pattern(regexp = HTTP, message = URL)
        String baseUrl,

        @Nullable @Size(min = 1, max = 255, message = "must have 1 to 255 characters")
        String remoteName,

        @Nullable @Pattern(regexp = "[A-Za-z_][A-Za-z0-9_]{0,127}", message = SECRET)
        String apiKeyRef,

        @Schema(
                description =
                        "What the endpoint speaks. Null: anthropic_messages for provider anthropic, google_generate_content for google, completions for model_type completion, else chat_completions")
        @Nullable
        Api api,

        @Schema(description = "What each request carries beside its body") @Nullable @Valid
        RequestSettings request,

        @Nullable @Size(max = 50, message = "must have at most 50 entries")
        Map<
                        @NotBlank @Size(max = 100, message = "a label's name has at most 100 characters") String,
                        @NotNull(message = "must be a string")
                        @Size(max = 255, message = "must have at most 255 characters") String>
                labels) {

    private static final String NAME = "must have 1 to 255 characters, none of them a control character";
    private static final String NO_CONTROLS = "[^\\p{Cntrl}]*";
    private static final String COST = "must be USD a token: 0 to 999999 with at most 18 decimals";
    private static final String URL = "must be an http or https URL without query, such as https://api.openai.com/v1";
    private static final String HTTP = "https?://[^\\s/?#@]+(:\\d{1,5})?(/[^\\s?#]*)?";
    private static final String SECRET =
            "must be the name of an environment variable, such as OPENAI_API_KEY, never the key itself";

    ModelRequest {
        capabilities = capabilities == null || capabilities.isNull() ? null : capabilities;
    }

    ModelType modelTypeOrDefault() {
        return requireNonNullElse(modelType, ModelType.CHAT);
    }

    boolean activeOrDefault() {
        return requireNonNullElse(active, true);
    }

    Map<String, String> labelsOrNone() {
        return labels == null ? Map.of() : Map.copyOf(labels);
    }

    @AssertTrue(message = "must be an object or an array")
    @Schema(hidden = true)
    boolean isCapabilities() {
        return capabilities == null || capabilities.isNull() || capabilities.isContainerNode();
    }
}
