package io.llmlab.regression.series;

import org.jspecify.annotations.Nullable;

/// A series that ends with one more point now.
///
/// @param from its revision before; null: it is new
/// @param to its revision with the point, if the transaction is not rolled back
public record Advance(long seriesId, @Nullable Long from, long to, Point point) {}
