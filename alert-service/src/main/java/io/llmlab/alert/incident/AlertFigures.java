package io.llmlab.alert.incident;

import io.llmlab.platform.figure.Figure;
import io.llmlab.platform.figure.FigureSource;
import io.llmlab.platform.figure.Figures;
import io.llmlab.platform.figure.Reading;
import io.llmlab.platform.outbox.Departure;
import io.llmlab.platform.outbox.Sent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// What is open, and what becomes of alerts.
@ApplicationScoped
class AlertFigures implements FigureSource, Departure {

    private static final Figure OPEN =
            Figure.gauge("llmlab.alerts", "", "Alerts that are not resolved", "status", "severity");

    private static final Figure CHANGES = Figure.counter(
            "llmlab.alert.changes",
            "",
            "What became of alerts: `opened`, `repeated`, `acknowledged`, `resolved` and the others of `alert-changed`",
            "change");

    /// What it needs of `alert-changed`.
    @RegisterForReflection
    record Changed(String change) {}

    private final Figures figures;

    AlertFigures(Figures figures) {
        this.figures = figures;
    }

    @Override
    public List<Figure> figures() {
        return List.of(OPEN, CHANGES);
    }

    /// From the index `alert_of_status`.
    @Override
    public List<Reading> readings() {
        return List.of(new Reading(OPEN, """
                select lower(status), lower(severity), count(*) as value
                from alert where status in ('ACTIVE', 'ACKNOWLEDGED') group by status, severity"""));
    }

    @Override
    public Map<String, Consumer<Sent>> listeners() {
        return Map.of(
                "io.llmlab.alert-changed.v1",
                sent -> figures.count(CHANGES, 1, sent.as(Changed.class).change()));
    }
}
