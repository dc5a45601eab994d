package io.llmlab.gateway.apply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// An owner did not do what it was asked for, and says why.
class Refused extends RuntimeException {

    private final List<String> pointers;

    Refused(String reason) {
        this(reason, List.of());
    }

    private Refused(String reason, List<String> pointers) {
        super(reason, null, false, false);
        this.pointers = pointers;
    }

    static Refused of(int status, JsonNode problem) {
        return new Refused(
                problem.path("detail").asText("its owner answered %d".formatted(status)),
                problem.path("errors")
                        .valueStream()
                        .map(error -> error.path("pointer").asText())
                        .toList());
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    /// @param pointer RFC 6901
    boolean isAbout(String pointer) {
        return pointers.contains(pointer);
    }
}
