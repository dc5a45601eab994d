package io.llmlab.alert.rule;

import io.llmlab.alert.signal.Evidence;
import io.llmlab.alert.signal.Severity;
import org.jspecify.annotations.Nullable;

/// One series, or the run as a whole, that broke a rule's conditions.
///
/// @param metricType null where the run as a whole is meant, like the metric's name and the stream
/// @param triggerValue what was measured
/// @param thresholdValue the condition that it broke
/// @param changePercent signed fraction, or null where there is no baseline
/// @param findingSeverity how bad the detector calls what it found, or null where no detector did
/// @param evidence the interval of the change and its cause, as far as they are known
/// @param title one line for a person: what happened to whom
/// @param text the same with its evidence
public record Breach(
        @Nullable String metricType,
        @Nullable String metricName,
        @Nullable String stream,
        @Nullable Double triggerValue,
        @Nullable Double thresholdValue,
        @Nullable Double baselineValue,
        @Nullable Double changePercent,
        @Nullable Double pValue,
        @Nullable Severity findingSeverity,
        Evidence evidence,
        String title,
        String text) {}
