package io.llmlab.regression.finding;

import io.llmlab.platform.figure.Figure;
import io.llmlab.platform.figure.FigureSource;
import io.llmlab.platform.figure.Figures;
import io.llmlab.platform.figure.Reading;
import io.llmlab.platform.outbox.Departure;
import io.llmlab.platform.outbox.Sent;
import io.llmlab.regression.detect.Severity;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// What was found, and what is suspected.
@ApplicationScoped
class FindingFigures implements FigureSource, Departure {

    private static final Figure OPEN = Figure.gauge("llmlab.findings", "", "Findings that are open");

    private static final Figure PENDING =
            Figure.gauge("llmlab.suspicions", "", "Suspicions that wait for repeated runs to decide them");

    private static final Figure TOLD = Figure.counter(
            "llmlab.findings.told",
            "",
            "Findings that others were told of: new ones, and those that settled, became graver or fell once more",
            "severity");

    private static final Figure CLEARED =
            Figure.counter("llmlab.findings.cleared", "", "Findings that are over, by why they are", "reason");

    /// What it needs of `regression-found`.
    @RegisterForReflection(ignoreNested = false)
    record Told(List<Found> findings) {
        record Found(String severity) {}
    }

    /// What it needs of `regression-cleared`.
    @RegisterForReflection(ignoreNested = false)
    record Over(List<Cleared> cleared) {
        record Cleared(String reason) {}
    }

    private final Figures figures;

    FindingFigures(Figures figures) {
        this.figures = figures;
    }

    void start(@Observes StartupEvent event) {
        for (var severity : Severity.values()) {
            figures.begin(TOLD, word(severity));
        }
        for (var reason : RegressionCleared.Cleared.Reason.values()) {
            figures.begin(CLEARED, word(reason));
        }
    }

    @Override
    public List<Figure> figures() {
        return List.of(OPEN, PENDING, TOLD, CLEARED);
    }

    /// From the indexes `finding_open_once` and `suspicion_pending_once`.
    @Override
    public List<Reading> readings() {
        return List.of(
                new Reading(OPEN, "select count(*) as value from finding where state = 'OPEN'"),
                new Reading(PENDING, "select count(*) as value from suspicion where state = 'PENDING'"));
    }

    @Override
    public Map<String, Consumer<Sent>> listeners() {
        return Map.of(
                "io.llmlab.regression-found.v1",
                sent -> sent.as(Told.class).findings().forEach(found -> figures.count(TOLD, 1, found.severity())),
                "io.llmlab.regression-cleared.v1",
                sent -> sent.as(Over.class).cleared().forEach(one -> figures.count(CLEARED, 1, one.reason())));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
