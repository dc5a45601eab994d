package io.llmlab.regression.detect;

import java.util.List;
import java.util.Optional;

/// All methods, by name.
public final class Detectors {

    private static final List<Detector> ALL = List.of(
            new ThresholdBased(),
            new StatisticalTest(),
            new ChangePoint(),
            new RollingAverage(),
            new PercentileBased(),
            new Auto(),
            new NewRun(),
            new Trend(),
            new PairedSamples());

    private Detectors() {}

    public static Optional<Detector> named(String name) {
        return ALL.stream().filter(detector -> detector.name().equals(name)).findFirst();
    }

    /// Whether the method spends a fixed error on each look.
    public static boolean controlsErrors(String name) {
        return named(name).filter(Detector::controlsErrors).isPresent();
    }

    public static List<String> names() {
        return ALL.stream().map(Detector::name).toList();
    }
}
