package io.llmlab.gateway.dashboard;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/// Puts together the matrix of models and data sets.
@ApplicationScoped
class MatrixService {

    private static final Duration PERIOD = Duration.ofDays(30);

    private final MatrixQueries queries;
    private final Clock clock;
    private final Answers answers;

    MatrixService(MatrixQueries queries, Clock clock, Answers answers) {
        this.queries = queries;
        this.clock = clock;
        this.answers = answers;
    }

    Uni<Matrix> matrix() {
        return answers.to("matrix", this::freshMatrix);
    }

    private Uni<Matrix> freshMatrix() {
        var now = clock.instant();
        var since = now.minus(PERIOD);
        return queries.pairsSince(since, now)
                .map(pairs -> new Matrix(
                        since, pairs.stream().limit(Matrix.MOST_PAIRS).toList(), pairs.size() <= Matrix.MOST_PAIRS));
    }
}
