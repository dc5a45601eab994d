package io.llmlab.platform.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.problem.DomainException.Malformed;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Says in the caller's words why Jackson could not read a body: where, what stood there, what is allowed.
public final class JsonFailures {

    private JsonFailures() {}

    public static DomainException explain(JacksonException failure) {
        return switch (failure) {
            case JsonParseException parse -> malformed(parse);
            case JsonMappingException mapping -> explainMapping(mapping);
            default -> malformed(failure);
        };
    }

    /// Explains a failure to read a part of a body that was taken as plain JSON first.
    ///
    /// @param under JSON pointer to that part, for example `/config`
    public static DomainException explain(JacksonException failure, String under) {
        var explained = explain(failure);
        return explained instanceof Invalid invalid ? invalid.under(under) : explained;
    }

    private static DomainException explainMapping(JsonMappingException mapping) {
        for (Throwable cause = mapping; cause != null; cause = cause.getCause()) {
            if (cause instanceof Invalid invalid) {
                return invalid;
            }
            if (cause instanceof JsonParseException parse) {
                return malformed(parse);
            }
        }
        if (mapping.getPath().isEmpty()
                && String.valueOf(mapping.getOriginalMessage()).contains("end-of-input")) {
            return new Malformed("The body is empty or ends too early; JSON is expected");
        }
        return Invalid.inBody(pointer(mapping), detail(mapping));
    }

    private static Malformed malformed(JacksonException failure) {
        var location = failure.getLocation();
        var place = location == null
                ? ""
                : " at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
        return new Malformed("The body is no valid JSON%s: %s".formatted(place, failure.getOriginalMessage()));
    }

    private static String detail(JsonMappingException mapping) {
        return switch (mapping) {
            case UnrecognizedPropertyException unknown -> "is not known here; known are " + known(unknown);
            case InvalidFormatException format ->
                "%s is not %s".formatted(quoted(format.getValue()), kind(format.getTargetType()));
            case InvalidTypeIdException type -> String.valueOf(type.getOriginalMessage());
            case ValueInstantiationException value
            when value.getCause() != null -> String.valueOf(value.getCause().getMessage());
            case MismatchedInputException mismatch -> "must be " + kind(mismatch.getTargetType());
            default ->
                mapping.getCause() instanceof IllegalArgumentException rejected
                        ? String.valueOf(rejected.getMessage())
                        : String.valueOf(mapping.getOriginalMessage());
        };
    }

    private static String known(UnrecognizedPropertyException unknown) {
        return unknown.getKnownPropertyIds().stream()
                .map(String::valueOf)
                .sorted(Comparator.naturalOrder())
                .collect(Collectors.joining(", "));
    }

    private static String quoted(Object value) {
        var text = String.valueOf(value);
        return "'" + (text.length() > 80 ? text.substring(0, 80) + "…" : text) + "'";
    }

    static String kind(@Nullable Class<?> type) {
        if (type == null) {
            return "of another type";
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "));
        }
        return switch (type.getSimpleName()) {
            case "int", "Integer", "long", "Long" -> "an integer";
            case "double", "Double", "BigDecimal" -> "a number";
            case "boolean", "Boolean" -> "true or false";
            case "String" -> "a string";
            case "Instant", "OffsetDateTime" -> "a time such as 2026-01-31T12:00:00Z";
            case "List", "ArrayList", "Set" -> "an array";
            default -> "an object";
        };
    }

    private static String pointer(JsonMappingException mapping) {
        return mapping.getPath().stream()
                .map(step -> step.getFieldName() != null
                        ? step.getFieldName().replace("~", "~0").replace("/", "~1")
                        : String.valueOf(step.getIndex()))
                .filter(Objects::nonNull)
                .collect(Collectors.joining("/", "/", ""));
    }
}
