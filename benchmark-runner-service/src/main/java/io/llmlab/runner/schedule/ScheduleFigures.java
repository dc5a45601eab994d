package io.llmlab.runner.schedule;

import io.llmlab.platform.figure.Figure;
import io.llmlab.platform.figure.FigureSource;
import io.llmlab.platform.figure.Figures;
import io.llmlab.platform.figure.Reading;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/// Whether jobs start when they should.
@ApplicationScoped
class ScheduleFigures implements FigureSource {

    private static final Figure LATENESS = Figure.timer(
            "llmlab.schedule.lateness",
            "From when a job fell due, with its jitter, until it was fired; 0 to 1 s is normal");

    private static final Figure OVERDUE = Figure.gauge(
            "llmlab.schedule.overdue",
            "seconds",
            "Since the job that has waited longest fell due and was not fired; 0 where none is due");

    private final Figures figures;

    ScheduleFigures(Figures figures) {
        this.figures = figures;
    }

    @Override
    public List<Figure> figures() {
        return List.of(LATENESS, OVERDUE);
    }

    /// From the index `job_due`.
    @Override
    public List<Reading> readings() {
        return List.of(new Reading(OVERDUE, """
                select coalesce(greatest(0, extract(epoch from now() - min(due_at))), 0) as value
                from (select due_at from job where enabled and due_at is not null order by due_at, id limit 1) next"""));
    }

    void fired(List<Duration> late) {
        late.forEach(one -> figures.time(LATENESS, one));
    }
}
