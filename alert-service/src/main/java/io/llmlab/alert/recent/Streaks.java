package io.llmlab.alert.recent;

/// How many runs one after the other went wrong, the newest included.
///
/// @param failures of a model on a data set that did not get to their end
/// @param misses of a model, on any data set, that did not reach it
public record Streaks(int failures, int misses) {}
