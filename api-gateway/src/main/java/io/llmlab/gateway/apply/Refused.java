package io.llmlab.gateway.apply;

import com.fasterxml.jackson.databind.JsonNode;

/// An owner did not do what it was asked for, and says why.
class Refused extends RuntimeException {

    Refused(String reason) {
        super(reason, null, false, false);
    }

    static Refused of(int status, JsonNode problem) {
        return new Refused(problem.path("detail").asText("its owner answered %d".formatted(status)));
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
