package io.llmlab.regression.detect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

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

    private static final Map<String, Detector> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Detector::name, Function.identity()));

    private Detectors() {}

    public static Optional<Detector> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /// Whether the method spends a fixed error on each look.
    public static boolean controlsErrors(String name) {
        return named(name).filter(Detector::controlsErrors).isPresent();
    }

    public static List<String> names() {
        return ALL.stream().map(Detector::name).toList();
    }
}
