package io.llmlab.platform.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.platform.problem.JsonFailures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;

/// Changes any subset of a thing's fields: what a body does not name stays as it is, an explicit null clears.
@ApplicationScoped
public class Subset {

    private final ObjectMapper mapper;
    private final Validator validator;

    Subset(ObjectMapper mapper, Validator validator) {
        this.mapper = mapper;
        this.validator = validator;
    }

    /// @param current the thing as a request that would make it
    /// @param changes the body of the PUT
    /// @return the changed request, valid as a whole; a field that does not fit is answered as in a whole
    /// body (422)
    public <T> T apply(T current, ObjectNode changes, Class<T> type) {
        ObjectNode merged = mapper.valueToTree(current);
        merged.setAll(changes);
        try {
            var changed = mapper.treeToValue(merged, type);
            var violations = validator.validate(changed);
            if (!violations.isEmpty()) {
                throw new ConstraintViolationException(violations);
            }
            return changed;
        } catch (JsonProcessingException unreadable) {
            throw JsonFailures.explain(unreadable);
        }
    }
}
