package io.llmlab.alert.rule;

import io.llmlab.alert.signal.Signal;
import java.time.Instant;

/// What rules would have been asked about.
///
/// @param at the time of its run
record PastSignal(Instant at, Signal signal) {}
