package io.llmlab.gateway.event;

import io.llmlab.platform.figure.Figure;
import io.llmlab.platform.figure.FigureSource;
import io.llmlab.platform.figure.Figures;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/// How old what people see is.
@ApplicationScoped
class FreshnessFigures implements FigureSource {

    private static final Figure LAG = Figure.gauge(
            "llmlab.read.model.lag",
            "seconds",
            "How far what this instance shows is behind the topics, or since the broker was last connected");

    private final Figures figures;
    private final Freshness freshness;

    FreshnessFigures(Figures figures, Freshness freshness) {
        this.figures = figures;
        this.freshness = freshness;
    }

    @Override
    public List<Figure> figures() {
        return List.of(LAG);
    }

    void start(@Observes StartupEvent event) {
        figures.watch(LAG, () -> freshness.lag().toMillis() / 1000.0);
    }
}
