package io.llmlab.platform.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Reads texts and times that the database and its client can hold: no NUL in a text, and times of the years 1 to 9999.
/// Java knows times that are a hundred thousand times as far away; as microseconds they overflow.
class StorableValues extends SimpleModule {

    static final String NO_NUL = "must not hold the character NUL";
    static final String TIME = "a time such as 2026-01-31T12:00:00Z, of the years 1 to 9999";

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    StorableValues() {
        super("storable-values");
        addDeserializer(String.class, new Texts());
        // A modifier, as the framework registers its own readers of times after this module, and the last one counts.
        setDeserializerModifier(new BeanDeserializerModifier() {
            @Override
            public JsonDeserializer<?> modifyDeserializer(
                    DeserializationConfig config, BeanDescription bean, JsonDeserializer<?> standard) {
                return bean.getBeanClass() == Instant.class ? new Times() : standard;
            }
        });
    }

    static boolean hasNul(@Nullable String text) {
        return text != null && text.indexOf('\0') >= 0;
    }

    static boolean isStorable(Instant time) {
        return !time.isBefore(EARLIEST) && !time.isAfter(LATEST);
    }

    private static final class Texts extends StringDeserializer {
        @Override
        public @Nullable String deserialize(JsonParser json, DeserializationContext context) throws IOException {
            var text = super.deserialize(json, context);
            if (hasNul(text)) {
                throw JsonMappingException.from(json, NO_NUL);
            }
            return text;
        }
    }

    private static final class Times extends JsonDeserializer<Instant> {
        @Override
        public @Nullable Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
            var time = InstantDeserializer.INSTANT.deserialize(json, context);
            if (time != null && !isStorable(time)) {
                throw JsonMappingException.from(json, "must be " + TIME);
            }
            return time;
        }
    }
}
