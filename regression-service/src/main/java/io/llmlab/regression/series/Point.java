package io.llmlab.regression.series;

/// One value of a series.
public record Point(Position position, double value) {}
