package io.llmlab.platform.figure;

/// A figure that is read from the database every few seconds, not when Prometheus asks.
///
/// @param figure a gauge
/// @param sql answered from an index or a few rows, in milliseconds however large the tables are; the columns are
/// the figure's labels in their order, then `value`
public record Reading(Figure figure, String sql) {

    public Reading {
        if (figure.kind() != Figure.Kind.GAUGE) {
            throw new IllegalArgumentException("%s is no gauge".formatted(figure.name()));
        }
    }
}
