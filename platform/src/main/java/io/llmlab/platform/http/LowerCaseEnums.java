package io.llmlab.platform.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Enums are `UPPER_CASE` in Java and `lower_case` on the wire.
class LowerCaseEnums extends SimpleModule {

    @SuppressWarnings("rawtypes")
    LowerCaseEnums() {
        super("lower-case-enums");
        addSerializer(Enum.class, new Writer());
        setDeserializerModifier(new BeanDeserializerModifier() {
            @Override
            public JsonDeserializer<?> modifyEnumDeserializer(
                    DeserializationConfig config, JavaType type, BeanDescription bean, JsonDeserializer<?> standard) {
                return new Reader(type.getRawClass());
            }
        });
    }

    @SuppressWarnings("rawtypes")
    private static final class Writer extends JsonSerializer<Enum> {
        @Override
        public void serialize(Enum value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(value.name().toLowerCase(Locale.ROOT));
        }
    }

    private static final class Reader extends JsonDeserializer<Enum<?>> {

        private final Class<?> type;

        Reader(Class<?> type) {
            this.type = type;
        }

        @Override
        public @Nullable Enum<?> deserialize(JsonParser json, DeserializationContext context) throws IOException {
            var text = json.getValueAsString();
            for (Object constant : type.getEnumConstants()) {
                if (((Enum<?>) constant).name().toLowerCase(Locale.ROOT).equals(text)) {
                    return (Enum<?>) constant;
                }
            }
            return (Enum<?>) context.handleWeirdStringValue(type, String.valueOf(text), "unknown value");
        }
    }
}
