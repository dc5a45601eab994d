package io.llmlab.regression.detect.replay;

import io.llmlab.regression.detect.Outcome.Measured;

/// What a person would have been told.
///
/// @param at index of the run after which
/// @param onset index of the first run that is unlike those before, as far as could be told then
/// @param outcome what the method said
public record Alarm(int at, int onset, Measured outcome) {}
