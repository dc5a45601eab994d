package io.llmlab.runner.execute;

import io.llmlab.runner.run.BenchmarkConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// Asks an endpoint that speaks OpenAI's chat completions, responses or completions; see [Interview].
@ApplicationScoped
class OpenAiExecutor implements RunExecutor {

    private final Interview interview;

    OpenAiExecutor(Interview interview) {
        this.interview = interview;
    }

    @Override
    public String name() {
        return BenchmarkConfig.DEFAULT_EXECUTOR;
    }

    @Override
    public Uni<Measured> work(Assignment taken, RunBook book) {
        return interview.hold(taken, book);
    }
}
