package io.llmlab.platform.deadletter;

import io.llmlab.platform.figure.Figure;
import io.llmlab.platform.figure.FigureSource;
import io.llmlab.platform.figure.Reading;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// What waits for somebody to replay or discard it.
@ApplicationScoped
class LetterFigures implements FigureSource {

    private static final int MOST = 10_000;

    private static final Figure WAITING = Figure.gauge(
            "llmlab.dead.letters",
            "",
            "Events that this service could not process and that nobody has replayed or discarded; at most %d are counted"
                    .formatted(MOST),
            "topic");

    @Override
    public List<Figure> figures() {
        return List.of(WAITING);
    }

    @Override
    public List<Reading> readings() {
        return List.of(new Reading(WAITING, """
                select topic, count(*) as value
                from (select topic from dead_letter where state = 'WAITING' limit %d) part
                group by topic""".formatted(MOST)));
    }
}
