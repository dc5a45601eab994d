package io.llmlab.alert.recent;

/// How many runs one after the other went wrong, the newest included.
///
/// @param failures of a model on a data set that did not get to their end
/// @param misses of a model, on any data set, that did not reach it
/// @param newest the id of the newest run of the model on the data set, by the runs' own times; 0: there is none
public record Streaks(int failures, int misses, long newest) {}
