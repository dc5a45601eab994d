package io.llmlab.regression.finding;

import io.llmlab.regression.series.Series;
import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;

/// What a finding is about: its series, by name.
@Embeddable
class Subject {

    private long modelId;
    private String datasetName;
    private String metricType;
    private String metricName;
    private String stream;
    private @Nullable String unit;
    private @Nullable Boolean higherIsBetter;

    protected Subject() {} // for Hibernate

    Subject(Series series) {
        modelId = series.modelId();
        datasetName = series.datasetName();
        metricType = series.metricType();
        metricName = series.metricName();
        stream = series.stream();
        unit = series.unit();
        higherIsBetter = series.higherIsBetter();
    }

    /// The series by this name.
    Series series(long id) {
        return new Series(id, modelId, datasetName, metricType, metricName, stream, unit, higherIsBetter);
    }

    long modelId() {
        return modelId;
    }

    String datasetName() {
        return datasetName;
    }

    String metricType() {
        return metricType;
    }

    String metricName() {
        return metricName;
    }

    String stream() {
        return stream;
    }

    @Nullable
    String unit() {
        return unit;
    }

    @Nullable
    Boolean higherIsBetter() {
        return higherIsBetter;
    }
}
