package io.llmlab.regression.series;

/// Where a run stands in a series.
public record Place(long seriesId, Position position) {}
