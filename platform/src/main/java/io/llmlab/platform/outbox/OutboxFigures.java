package io.llmlab.platform.outbox;

import io.llmlab.platform.figure.Figure;
import io.llmlab.platform.figure.FigureSource;
import io.llmlab.platform.figure.Reading;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// What waits in the outbox, and what left it.
@ApplicationScoped
class OutboxFigures implements FigureSource {

    static final Figure SENT =
            Figure.counter("llmlab.outbox.sent", "", "Events that the broker has acknowledged", "type");

    /// Beyond that the exact number matters to nobody, and counting would cost.
    private static final int MOST = 100_000;

    private static final Figure EVENTS = Figure.gauge(
            "llmlab.outbox.events",
            "",
            "Events in the outbox that the broker has not acknowledged; at most %d are counted".formatted(MOST));

    private static final Figure OLDEST = Figure.gauge(
            "llmlab.outbox.oldest", "seconds", "Age of the oldest event in the outbox; 0 where there is none");

    @Override
    public List<Figure> figures() {
        return List.of(EVENTS, OLDEST, SENT);
    }

    @Override
    public List<Reading> readings() {
        return List.of(
                new Reading(EVENTS, "select count(*) as value from (select from outbox limit %d) part".formatted(MOST)),
                new Reading(OLDEST, """
                        select coalesce(extract(epoch from now() - min(created_at)), 0) as value
                        from (select created_at from outbox order by id limit 1) first"""));
    }
}
