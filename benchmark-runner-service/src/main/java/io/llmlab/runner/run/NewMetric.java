package io.llmlab.runner.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.llmlab.runner.event.RunCompleted;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A metric of a run, on its way into the store.
///
/// @param sampleId null: of the run as a whole
/// @param timestamp null: the run's
/// @param stdError standard error of the value
/// @param sampleCount samples the value rests on
public record NewMetric(
        MetricType metricType,
        String metricName,
        double value,
        @Nullable String unit,
        @Nullable String category,
        @Nullable String sampleId,
        @Nullable JsonNode metadata,
        @Nullable Instant timestamp,
        @Nullable Double stdError,
        @Nullable Integer sampleCount,
        @Nullable Boolean higherIsBetter) {

    static NewMetric of(
            MetricType type, String name, double value, @Nullable String unit, @Nullable Double stdError, int samples) {
        return new NewMetric(type, name, value, unit, null, null, null, null, stdError, samples, type.higherIsBetter());
    }

    /// A share of a run's samples, of which less is better.
    static NewMetric share(String name, int count, int samples) {
        var rate = (double) count / samples;
        return of(MetricType.ERROR_RATE, name, rate, null, Summary.binomialError(rate, samples), samples)
                .within(Wilson.interval(count, samples));
    }

    /// Whether it is what the other one is: a run has each metric once.
    public boolean isSameAs(NewMetric other) {
        return metricType == other.metricType
                && metricName.equals(other.metricName)
                && sampleId == null
                && other.sampleId == null;
    }

    /// A metric of a run as a whole that another harness measured.
    public static NewMetric measured(
            MetricType type,
            String name,
            double value,
            @Nullable String unit,
            @Nullable Double stdError,
            @Nullable Integer samples,
            @Nullable Boolean higherIsBetter) {
        return new NewMetric(type, name, value, unit, null, null, null, null, stdError, samples, higherIsBetter);
    }

    /// With its interval among its metadata.
    NewMetric within(@Nullable JsonNode interval) {
        return noted("interval", interval);
    }

    /// With something among its metadata.
    ///
    /// @param note null: nothing is to be said
    NewMetric noted(String name, @Nullable JsonNode note) {
        if (note == null) {
            return this;
        }
        return new NewMetric(
                metricType,
                metricName,
                value,
                unit,
                category,
                sampleId,
                JsonNodeFactory.instance.objectNode().set(name, note),
                timestamp,
                stdError,
                sampleCount,
                higherIsBetter);
    }

    NewMetric withStdError(@Nullable Double error) {
        return new NewMetric(
                metricType,
                metricName,
                value,
                unit,
                category,
                sampleId,
                metadata,
                timestamp,
                error,
                sampleCount,
                higherIsBetter);
    }

    RunCompleted.Metric announced() {
        return new RunCompleted.Metric(
                metricType.name().toLowerCase(Locale.ROOT),
                metricName,
                value,
                unit,
                stdError,
                sampleCount,
                higherIsBetter);
    }
}
