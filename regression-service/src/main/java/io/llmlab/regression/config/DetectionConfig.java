package io.llmlab.regression.config;

import static java.util.Objects.requireNonNull;

import io.llmlab.regression.series.Series;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Says which method watches which metric: of all models or one, on all datasets or one.
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
    private @Nullable Long modelId;
    private int version;

    // A watch names its configuration: here that is this row, there is nothing to write.
    @Embedded
    @AttributeOverride(name = "configId", column = @Column(name = "id", insertable = false, updatable = false))
    @AttributeOverride(
            name = "configVersion",
            column = @Column(name = "version", insertable = false, updatable = false))
    private Watch watch;

    private Instant createdAt;
    private Instant updatedAt;

    protected DetectionConfig() {} // for Hibernate

    static DetectionConfig of(ConfigRequest request, Instant at) {
        var config = new DetectionConfig();
        config.createdAt = at;
        config.take(request, at);
        return config;
    }

    /// @return whether that changes anything: if so it is a new version
    boolean replace(ConfigRequest request, Instant at) {
        if (says(request)) {
            return false;
        }
        take(request, at);
        return true;
    }

    /// What it said last is its last version.
    void remove(Instant at) {
        version++;
        updatedAt = at;
    }

    private void take(ConfigRequest request, Instant at) {
        metricType = request.metricType().wireName();
        metricName = request.metricName();
        datasetName = request.datasetName();
        modelId = request.modelId();
        watch = Watch.of(request.method(), request.settings(), request.confirmRunsOrNone());
        version++;
        updatedAt = at;
    }

    private boolean says(ConfigRequest request) {
        return metricType.equals(request.metricType().wireName())
                && metricName.equals(request.metricName())
                && Objects.equals(datasetName, request.datasetName())
                && Objects.equals(modelId, request.modelId())
                && watch.method().equals(request.method())
                && watch.settings().equals(request.settings())
                && watch.confirmRuns() == request.confirmRunsOrNone();
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

    boolean watchesModelOf(Series series) {
        return modelId != null && series.modelId() == modelId;
    }

    boolean watchesAllModels() {
        return modelId == null;
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

    @Nullable
    Long modelId() {
        return modelId;
    }

    /// 1, and one more with each change.
    int version() {
        return version;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }
}
