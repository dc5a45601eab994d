package io.llmlab.regression.detect.simulation;

import io.llmlab.regression.detect.Direction;
import io.llmlab.regression.detect.Settings;
import io.llmlab.regression.detect.replay.NewLevel;
import io.llmlab.regression.detect.replay.Replay;
import io.llmlab.regression.detect.scale.Family;
import io.llmlab.regression.detect.scale.Observations;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// Stable series between 0 and 1 of which nobody says what they are, nor how many samples: [Family#guess] takes
/// them for shares, whatever their noise.
public enum Unsaid {
    GAUSSIAN("Gaussian", random -> .5 + .05 * random.nextGaussian()),
    /// Latencies in seconds.
    LOG_NORMAL("log-normal .35", random -> .3 * Math.exp(.35 * random.nextGaussian())),
    STUDENT_3("Student t3", random -> .9 + .01 * student(random));

    private static final int FREEDOM = 3;

    private final String label;
    private final ToDoubleFunction<Random> value;

    Unsaid(String label, ToDoubleFunction<Random> value) {
        this.label = label;
        this.value = value;
    }

    /// For a reader.
    public String label() {
        return label;
    }

    /// Alarms a look, both ways, of somebody who looks after every run by `auto`: as [Watching#alarms] counts
    /// them.
    public Rate alarms(int runs, int series) {
        return alarms(runs, series, Family::guess);
    }

    /// The same where it is said what they are.
    Rate alarms(Family family, int runs, int series) {
        return alarms(runs, series, _ -> family);
    }

    private Rate alarms(int runs, int series, Function<double[], Family> kind) {
        return Trials.count(series, number -> {
            var random = Trials.random("unsaid " + this, number);
            var values = IntStream.range(0, runs)
                    .mapToDouble(_ -> Math.clamp(value.applyAsDouble(random), 0, 1))
                    .toArray();
            var told = Replay.alarms(
                    Usual.method("auto"),
                    Usual.SETTINGS,
                    Observations.of(kind.apply(values), values),
                    Direction.NONE,
                    NewLevel.LEFT_OPEN);
            return new Rate(told.size(), runs - Settings.USUAL_MIN_DATA_POINTS);
        });
    }

    /// Of variance 1.
    private static double student(Random random) {
        var squares = IntStream.range(0, FREEDOM)
                .mapToDouble(_ -> random.nextGaussian())
                .map(normal -> normal * normal)
                .sum();
        return random.nextGaussian() / Math.sqrt(squares / FREEDOM) / Math.sqrt(FREEDOM);
    }
}
