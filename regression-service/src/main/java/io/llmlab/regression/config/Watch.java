package io.llmlab.regression.config;

import io.llmlab.regression.detect.Detector;
import io.llmlab.regression.detect.Detectors;
import io.llmlab.regression.detect.Direction;
import io.llmlab.regression.detect.Outcome;
import io.llmlab.regression.detect.Settings;
import io.llmlab.regression.detect.SeverityThresholds;
import io.llmlab.regression.detect.Window;
import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;

/// A method and its settings: how a series is watched, and which version of which configuration says so. A finding
/// keeps the one it was found with.
@Embeddable
public class Watch {

    private String method;
    private @Nullable Double thresholdPercent;
    private double statisticalConfidence;
    private int windowSize;
    private int baselineDays;
    private int minDataPoints;
    private double critical;
    private double warning;
    private double alarmRate;
    private @Nullable Double practicalFloor;
    private @Nullable Long configId;
    private @Nullable Integer configVersion;
    private int confirmRuns;

    protected Watch() {} // for Hibernate

    /// One that asks for no confirmation.
    ///
    /// @param method a known name
    public static Watch of(String method, Settings settings) {
        return of(method, settings, 0);
    }

    /// @param method a known name
    /// @param confirmRuns repeats that a suspected regression asks for before it is one, 0 to 10
    public static Watch of(String method, Settings settings, int confirmRuns) {
        var watch = new Watch();
        watch.confirmRuns = confirmRuns;
        watch.method = method;
        watch.thresholdPercent = settings.thresholdPercent();
        watch.statisticalConfidence = settings.statisticalConfidence();
        watch.windowSize = settings.windowSize();
        watch.baselineDays = settings.baselineDays();
        watch.minDataPoints = settings.minDataPoints();
        watch.critical = settings.severityThresholds().critical();
        watch.warning = settings.severityThresholds().warning();
        watch.alarmRate = settings.alarmRate();
        watch.practicalFloor = settings.practicalFloor();
        return watch;
    }

    public String method() {
        return method;
    }

    /// Repeats that a suspected regression asks for before it is one; 0: it is one at once.
    public int confirmRuns() {
        return confirmRuns;
    }

    /// The stored configuration behind it; null: one that a single request brought, or one from before they were
    /// numbered.
    public @Nullable Long configId() {
        return configId;
    }

    /// Which version of it, 1 or more.
    public @Nullable Integer configVersion() {
        return configVersion;
    }

    public Settings settings() {
        return new Settings(
                thresholdPercent,
                statisticalConfidence,
                windowSize,
                baselineDays,
                minDataPoints,
                new SeverityThresholds(critical, warning),
                alarmRate,
                practicalFloor);
    }

    public Outcome look(Window window, Direction direction) {
        return detector().detect(window, settings(), direction);
    }

    /// The same outcome with what could not have been seen.
    public Outcome explained(Outcome outcome, Window window, Direction direction) {
        return detector().explained(outcome, window, settings(), direction);
    }

    /// Whether its p-values can be judged together with those of other series.
    public boolean controlsErrors() {
        return Detectors.controlsErrors(method);
    }

    public Detector detector() {
        return Detectors.named(method)
                .orElseThrow(() -> new IllegalStateException("There is no method %s".formatted(method)));
    }
}
