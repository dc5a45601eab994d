package io.llmlab.platform.http;

import io.llmlab.platform.problem.DomainException.Invalid;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads query and path parameters; one that does not fit is named together with what is allowed (422), where the
/// framework alone would answer 404 without a word.
@Provider
public class ParameterConverters implements ParamConverterProvider {

    private static final Map<Class<?>, Reader> READERS = Map.of(
            Integer.class, new Reader(Integer::valueOf, "an integer"),
            Long.class, new Reader(Long::valueOf, "an integer"),
            Double.class, new Reader(Double::valueOf, "a number"),
            Boolean.class, new Reader(ParameterConverters::readBoolean, "true or false"),
            Instant.class, new Reader(ParameterConverters::readInstant, StorableValues.TIME));

    private static final Map<Class<?>, Class<?>> BOXES = Map.of(
            int.class, Integer.class, long.class, Long.class, double.class, Double.class, boolean.class, Boolean.class);

    private record Reader(Function<String, Object> read, String allowed) {}

    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type genericType, Annotation[] annotations) {
        var name = nameOf(annotations);
        if (type.isEnum()) {
            return (ParamConverter<T>) new Converter(name, enumReader(type));
        }
        var reader = READERS.get(BOXES.getOrDefault(type, type));
        return reader == null ? null : (ParamConverter<T>) new Converter(name, reader);
    }

    private static String nameOf(Annotation[] annotations) {
        for (var annotation : annotations) {
            if (annotation instanceof QueryParam query) {
                return query.value();
            }
            if (annotation instanceof PathParam path) {
                return path.value();
            }
        }
        return "parameter";
    }

    private static Boolean readBoolean(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static Instant readInstant(String text) {
        try {
            var time = OffsetDateTime.parse(text).toInstant();
            if (!StorableValues.isStorable(time)) {
                throw new IllegalArgumentException(text);
            }
            return time;
        } catch (DateTimeException unreadable) {
            throw new IllegalArgumentException(text, unreadable);
        }
    }

    private static Reader enumReader(Class<?> type) {
        var names = Arrays.stream(type.getEnumConstants())
                .collect(Collectors.toMap(
                        constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT), Function.identity()));
        var allowed = "one of " + names.keySet().stream().sorted().collect(Collectors.joining(", "));
        return new Reader(
                text -> {
                    var constant = names.get(text.toLowerCase(Locale.ROOT));
                    if (constant == null) {
                        throw new IllegalArgumentException(text);
                    }
                    return constant;
                },
                allowed);
    }

    private record Converter(String name, Reader reader) implements ParamConverter<Object> {

        @Override
        public @Nullable Object fromString(@Nullable String text) {
            if (text == null || text.isEmpty()) {
                return null;
            }
            try {
                return reader.read().apply(text);
            } catch (IllegalArgumentException unreadable) {
                throw Invalid.inParameter(name, "must be %s, not '%s'".formatted(reader.allowed(), text));
            }
        }

        @Override
        public String toString(Object value) {
            return value instanceof Enum<?> constant ? constant.name().toLowerCase(Locale.ROOT) : value.toString();
        }
    }
}
