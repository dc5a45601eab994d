package io.llmlab.runner.execute;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// Asks an endpoint that speaks Google's generateContent; see [Interview].
@ApplicationScoped
class GoogleExecutor implements RunExecutor {

    private final Interview interview;

    GoogleExecutor(Interview interview) {
        this.interview = interview;
    }

    @Override
    public String name() {
        return "google";
    }

    @Override
    public Uni<Measured> work(Assignment taken, RunBook book) {
        return interview.hold(taken, book);
    }
}
