package io.llmlab.runner.execute;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// Asks an endpoint that speaks Anthropic's messages; see [Interview].
@ApplicationScoped
class AnthropicExecutor implements RunExecutor {

    private final Interview interview;

    AnthropicExecutor(Interview interview) {
        this.interview = interview;
    }

    @Override
    public String name() {
        return "anthropic";
    }

    @Override
    public Uni<Measured> work(Assignment taken, RunBook book) {
        return interview.hold(taken, book);
    }
}
