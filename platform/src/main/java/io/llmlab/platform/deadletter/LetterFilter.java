package io.llmlab.platform.deadletter;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// Which dead letters are asked for; use it as a `@BeanParam`.
public class LetterFilter {

    @Parameter(description = "what became of them", schema = @Schema(defaultValue = "waiting"))
    @QueryParam("state")
    private @Nullable LetterState state;

    @Parameter(description = "the topic they came from")
    @QueryParam("topic")
    private @Nullable String topic;

    public LetterState state() {
        return state == null ? LetterState.WAITING : state;
    }

    public @Nullable String topic() {
        return topic;
    }
}
