package io.llmlab.alert.signal;

import org.jspecify.annotations.Nullable;

/// What a detector found in one series.
///
/// @param stream the stream of the series: runs that may be compared
/// @param method the detection method that found it
/// @param severity how bad the detector calls it
/// @param settled whether it is more than the next run may take back
/// @param confidence 0 to 1
/// @param change signed fraction (-0.2 is 20 % less), or null where the baseline is 0
/// @param pValue null where the method has none
/// @param higherIsBetter null where the metric has no direction
/// @param sampleSize how many points or samples the current value rests on, or null where the method does not say
/// @param evidence the interval of current less baseline, and the cause, as far as they are known
public record Finding(
        String metricType,
        String metricName,
        String stream,
        String method,
        Severity severity,
        boolean settled,
        double confidence,
        double baseline,
        double current,
        @Nullable Double change,
        @Nullable Double pValue,
        @Nullable Boolean higherIsBetter,
        @Nullable Integer sampleSize,
        Evidence evidence) {

    /// Whether the metric moved the wrong way. A metric without a direction cannot.
    public boolean isHarm() {
        if (higherIsBetter == null || current == baseline) {
            return false;
        }
        return higherIsBetter == (current < baseline);
    }

    /// Whether it is about how long answers take.
    public boolean isLatency() {
        return metricType.equals("latency");
    }

    /// The size of the change as a fraction; a change from nothing is larger than every threshold.
    public double magnitude() {
        return change == null ? Double.POSITIVE_INFINITY : Math.abs(change);
    }
}
