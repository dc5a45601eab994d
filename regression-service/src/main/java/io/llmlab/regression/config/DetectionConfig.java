package io.llmlab.regression.config;

import static java.util.Objects.requireNonNull;

import io.llmlab.regression.series.Series;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Says which method watches which metric, on all datasets or on one.
@Entity
@Table(name = "detection_config")
public class DetectionConfig {

    /// As a metric name: every metric of the type that has a direction.
    private static final String ANY_NAME = "*";

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String metricType;
    private String metricName;
    private @Nullable String datasetName;

    @Embedded
    private Watch watch;

    private Instant createdAt;
    private Instant updatedAt;

    protected DetectionConfig() {} // for Hibernate

    static DetectionConfig of(ConfigRequest request, Instant at) {
        var config = new DetectionConfig();
        config.createdAt = at;
        config.replace(request, at);
        return config;
    }

    void replace(ConfigRequest request, Instant at) {
        metricType = request.metricType().wireName();
        metricName = request.metricName();
        datasetName = request.datasetName();
        watch = Watch.of(request.method(), request.settings());
        updatedAt = at;
    }

    boolean watchesMetricOf(Series series) {
        return metricType.equals(series.metricType())
                && (watchesAllNames() ? series.higherIsBetter() != null : metricName.equals(series.metricName()));
    }

    /// All metrics of its type that can get worse.
    boolean watchesAllNames() {
        return metricName.equals(ANY_NAME);
    }

    boolean watchesDatasetOf(Series series) {
        return series.datasetName().equals(datasetName);
    }

    boolean watchesAllDatasets() {
        return datasetName == null;
    }

    public Watch watch() {
        return watch;
    }

    long id() {
        return requireNonNull(id, "config is not stored yet");
    }

    String metricType() {
        return metricType;
    }

    String metricName() {
        return metricName;
    }

    @Nullable
    String datasetName() {
        return datasetName;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }
}
