package io.llmlab.gateway.rollup;

import java.time.Instant;

/// A metric of a run.
///
/// @param at the run's time
record Value(SeriesName series, Instant at, double value) {}
