package io.llmlab.gateway.live;

import io.llmlab.platform.figure.Figure;
import io.llmlab.platform.figure.FigureSource;
import io.llmlab.platform.figure.Figures;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/// Who listens.
@ApplicationScoped
class LiveFigures implements FigureSource {

    private static final Figure STREAMS =
            Figure.gauge("llmlab.live.streams", "", "Clients of this instance that listen to live events");

    private final Figures figures;
    private final LiveFeed feed;

    LiveFigures(Figures figures, LiveFeed feed) {
        this.figures = figures;
        this.feed = feed;
    }

    @Override
    public List<Figure> figures() {
        return List.of(STREAMS);
    }

    void start(@Observes StartupEvent event) {
        figures.watch(STREAMS, feed::clients);
    }
}
