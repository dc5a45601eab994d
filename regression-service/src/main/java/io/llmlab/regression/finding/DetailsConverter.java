package io.llmlab.regression.finding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Map;

/// Statistical details are stored as JSON text: nobody searches in them.
@Converter
class DetailsConverter implements AttributeConverter<Map<String, Object>, String> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> DETAILS = new TypeReference<>() {};

    @Override
    public String convertToDatabaseColumn(Map<String, Object> details) {
        try {
            return JSON.writeValueAsString(details);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException("Details are no JSON", unwritable);
        }
    }

    @Override
    public Map<String, Object> convertToEntityAttribute(String stored) {
        try {
            return JSON.readValue(stored, DETAILS);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("Stored details are no JSON", unreadable);
        }
    }
}
