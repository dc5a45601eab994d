package io.llmlab.regression.detect.simulation;

import io.llmlab.regression.detect.Detector;
import io.llmlab.regression.detect.Detectors;
import io.llmlab.regression.detect.Settings;
import io.llmlab.regression.detect.SeverityThresholds;
import io.llmlab.regression.detect.Window;
import io.llmlab.regression.detect.scale.Observations;
import java.util.Arrays;
import java.util.stream.IntStream;

/// What all experiments have in common.
final class Usual {

    /// The default settings, but for the practical floor: it would hide errors of the statistics.
    static final Settings SETTINGS = at(Settings.USUAL_ALARM_RATE);

    private Usual() {}

    /// The same with another alarm rate.
    static Settings at(double alarmRate) {
        return new Settings(
                null,
                Settings.USUAL_CONFIDENCE,
                Settings.USUAL_WINDOW,
                Settings.USUAL_BASELINE_DAYS,
                Settings.USUAL_MIN_DATA_POINTS,
                SeverityThresholds.USUAL,
                alarmRate,
                0.0);
    }

    static Detector method(String name) {
        return Detectors.named(name).orElseThrow(() -> new IllegalArgumentException("No method is named " + name));
    }

    /// The end of a series of one run a day.
    static Window window(Observations series) {
        var seen = series.newest(Window.BASELINE_RUNS + Window.RECENT_RUNS);
        var recent = Math.max(0, seen.length() - Window.RECENT_RUNS);
        return new Window(
                Arrays.copyOf(seen.values(), recent),
                IntStream.range(0, recent)
                        .mapToDouble(run -> recent - 1.0 - run)
                        .toArray(),
                Arrays.copyOfRange(seen.values(), recent, seen.length()),
                0,
                seen.samples(),
                seen.family());
    }
}
