package io.llmlab.regression.cause;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Tells what the cause of findings may be, from what is stored now. Works in the caller's session.
@ApplicationScoped
public class CauseService {

    private final CauseRepository causes;

    CauseService(CauseRepository causes) {
        this.causes = causes;
    }

    /// The series that got worse, and since when.
    public record Question(long seriesId, long modelId, String datasetName, String metricType, Onset onset) {}

    /// @return in the order of the questions
    public Uni<List<Cause>> of(List<Question> questions) {
        var inquiry = new Inquiry(causes);
        return Multi.createFrom()
                .iterable(questions)
                .onItem()
                .transformToUniAndConcatenate(inquiry::causeOf)
                .collect()
                .asList();
    }
}
