package io.llmlab.platform.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

/// An event that has left.
public final class Sent {

    private final String payload;
    private final ObjectMapper mapper;

    Sent(String payload, ObjectMapper mapper) {
        this.payload = payload;
        this.mapper = mapper;
    }

    /// The payload, as far as the type has it.
    public <T> T as(Class<T> type) {
        try {
            return mapper.readerFor(type)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(payload);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException("It is no %s".formatted(type.getSimpleName()), unreadable);
        }
    }
}
