package io.llmlab.regression.cause;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// Tells what a finding's cause may be, from what is stored now. Works in the caller's session.
@ApplicationScoped
public class CauseService {

    private final CauseRepository causes;

    CauseService(CauseRepository causes) {
        this.causes = causes;
    }

    /// The series that got worse, and since when.
    public record Question(long seriesId, long modelId, String datasetName, String metricType, Onset onset) {}

    public Uni<Cause> of(Question question) {
        var window = Window.around(question.onset());
        return causes.peers(question, window)
                .chain(peers -> causes.providerOf(question.modelId())
                        .chain(provider -> causes.changes(question.onset())
                                .map(changed -> peers.surroundings(question, provider, changed))))
                .map(surroundings -> Cause.of(question.onset(), window, surroundings));
    }
}
