package io.llmlab.runner.delegate;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// All that a caller can say about an outside runner. What a view has beyond it is ignored.
///
/// @param url runs are posted to; a run that is given up is deleted below it
/// @param secretRef the name of the environment variable that holds the signing secret, never the secret
/// @param heartbeatSeconds a run of which nothing is heard for so long fails; 1 to 86400, default 60
/// @param requestTimeoutSeconds for the answer to the POST, which may be the whole result; 1 to 3600, default 30
@JsonIgnoreProperties({"created_at", "updated_at"})
@Schema(name = "ExecutorRequest")
record RegistrationRequest(
        @NotNull(message = NAME) @Pattern(regexp = "[A-Za-z0-9._-]{1,100}", message = NAME)
        String name,

        @Schema(defaultValue = "http") @Nullable RegistrationType type,

        @NotNull(message = URL) @Size(max = 2000, message = URL) @Pattern(regexp = HTTP, message = URL)
        String url,

        @NotNull(message = SECRET) @Pattern(regexp = "[A-Za-z_][A-Za-z0-9_]{0,127}", message = SECRET)
        String secretRef,

        @Schema(defaultValue = "60")
        @Nullable
        @Min(value = 1, message = HEARTBEAT)
        @Max(value = 86_400, message = HEARTBEAT)
        Integer heartbeatSeconds,

        @Schema(defaultValue = "30") @Nullable @Min(value = 1, message = TIMEOUT) @Max(value = 3600, message = TIMEOUT)
        Integer requestTimeoutSeconds) {

    private static final String NAME = "must be 1 to 100 letters, digits, '.', '_' or '-'";
    private static final String URL = "must be an http or https URL without query and credentials";
    private static final String HTTP = "https?://[^\\s/?#@]+(:\\d{1,5})?(/[^\\s?#]*)?";
    private static final String SECRET =
            "must be the name of an environment variable of the runner, such as EVAL_FARM_SECRET, never the secret itself";
    private static final String HEARTBEAT = "must be 1 to 86400 seconds";
    private static final String TIMEOUT = "must be 1 to 3600 seconds";
    private static final int DEFAULT_HEARTBEAT = 60;
    private static final int DEFAULT_TIMEOUT = 30;

    RegistrationType typeOrDefault() {
        return requireNonNullElse(type, RegistrationType.HTTP);
    }

    int heartbeatOrDefault() {
        return requireNonNullElse(heartbeatSeconds, DEFAULT_HEARTBEAT);
    }

    int timeoutOrDefault() {
        return requireNonNullElse(requestTimeoutSeconds, DEFAULT_TIMEOUT);
    }
}
