package io.llmlab.platform.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// One value that does not fit: where it stands and what is allowed there.
///
/// @param pointer JSON pointer (RFC 6901) into the request body, or null
/// @param parameter name of the query, path or header parameter, or null
/// @param detail what is wrong and what is allowed
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FieldError(@Nullable String pointer, @Nullable String parameter, String detail) {

    public static FieldError inBody(String pointer, String detail) {
        return new FieldError(pointer, null, detail);
    }

    public static FieldError inParameter(String parameter, String detail) {
        return new FieldError(null, parameter, detail);
    }

    String describe() {
        var place = pointer != null ? pointer : parameter;
        return place == null || place.isEmpty() ? detail : place + ": " + detail;
    }
}
