package io.llmlab.regression.confirm;

import io.llmlab.regression.config.Watch;
import io.llmlab.regression.detect.Measurement;
import io.llmlab.regression.detect.Severity;
import io.llmlab.regression.series.Position;
import io.llmlab.regression.series.Series;

/// A series looks as if it got worse.
///
/// @param watch what saw it, with one confirming run or more
/// @param from where the suspected runs begin
public record Suspected(Series series, Watch watch, Position from, Severity severity, Measurement measured) {}
