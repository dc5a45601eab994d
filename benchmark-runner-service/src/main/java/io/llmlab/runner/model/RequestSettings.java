package io.llmlab.runner.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What each request to a model's endpoint carries beside its body.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RequestSettings(
        @Schema(
                description =
                        "Further headers, such as anthropic-beta; none that holds a key: a key is named by api_key_ref")
        @Nullable
        @Size(max = 20, message = MOST)
        Map<
                        @Pattern(regexp = "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}", message = "has a header that is none")
                        String,
                        @NotNull @Pattern(regexp = "[\\x20-\\x7e]{0,2000}", message = VALUE) String>
                headers,

        @Schema(description = "Further parameters of the URL, such as api-version of Azure OpenAI")
        @Nullable
        @Size(max = 20, message = MOST)
        Map<
                        @Pattern(regexp = "[A-Za-z0-9._~-]{1,100}", message = "has a query parameter that is none")
                        String,
                        @NotNull @Pattern(regexp = "[\\x20-\\x7e]{0,2000}", message = VALUE) String>
                query,

        @Schema(
                description =
                        "The header that carries the key as it is, such as api-key of Azure OpenAI; null: the API's own way")
        @Nullable
        @Pattern(regexp = "[A-Za-z0-9_-]{1,100}", message = "must be the name of a header")
        String keyHeader) {

    public static final RequestSettings NONE = new RequestSettings(null, null, null);

    private static final String MOST = "must have at most 20 entries";
    private static final String VALUE = "must have at most 2000 characters of ASCII";

    /// The connection's own.
    private static final Set<String> FORBIDDEN =
            Set.of("host", "content-length", "content-type", "transfer-encoding", "connection");

    /// Secrets are never stored: what is named like one is refused.
    private static final java.util.regex.Pattern SECRET = java.util.regex.Pattern.compile(
            "(?i).*(key|token|secret|auth|password|credential|signature|cookie).*|code|sig");

    public RequestSettings {
        headers = headers == null ? null : Map.copyOf(headers);
        query = query == null ? null : Map.copyOf(query);
        if (headers != null) {
            headers.keySet().forEach(RequestSettings::requireAllowed);
        }
        if (query != null) {
            query.keySet().forEach(RequestSettings::requireNoSecret);
        }
        if (keyHeader != null && FORBIDDEN.contains(keyHeader.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("cannot send the key in %s".formatted(keyHeader));
        }
    }

    private static void requireNoSecret(String parameter) {
        if (SECRET.matcher(parameter).matches()) {
            throw new IllegalArgumentException(
                    "has the query parameter %s, which would hold a secret; name an environment variable in api_key_ref"
                            .formatted(parameter));
        }
    }

    private static void requireAllowed(String header) {
        if (FORBIDDEN.contains(header.toLowerCase(Locale.ROOT))
                || SECRET.matcher(header).matches()) {
            throw new IllegalArgumentException(
                    "has the header %s, which is not for settings; a key is named by api_key_ref, and key_header says where it goes"
                            .formatted(header));
        }
    }

    public Map<String, String> headersOrNone() {
        return headers == null ? Map.of() : headers;
    }

    public Map<String, String> queryOrNone() {
        return query == null ? Map.of() : query;
    }
}
