package io.llmlab.regression.detect.simulation;

import io.llmlab.regression.detect.Direction;
import io.llmlab.regression.detect.Outcome.Regressed;
import io.llmlab.regression.detect.Window;
import java.util.stream.LongStream;

/// One look of `auto` at 67 runs, one an hour, with a wave over the day as high as the noise: what knowing the times is
/// worth.
public final class Hourly {

    private static final int RUNS = Window.BASELINE_RUNS + Window.RECENT_RUNS;
    private static final int WORSE = Window.RECENT_RUNS;
    private static final int SECONDS = 3_600;

    private Hourly() {}

    /// How often the newest runs are called worse.
    ///
    /// @param areTimesKnown whether the look can tell the hour of a run
    /// @param deviations by how many standard deviations of the noise alone the newest three runs are worse, 0 or
    ///     more
    public static Rate called(boolean areTimesKnown, double deviations, int series) {
        var auto = Usual.method("auto");
        var times = LongStream.range(0, RUNS).map(run -> SECONDS * run).toArray();
        return Trials.count(series, number -> {
            var random = Trials.random("hourly " + deviations, number);
            var made = Noise.DAILY.series(random, RUNS, run -> run < RUNS - WORSE ? 0 : deviations);
            var window = Usual.window(made);
            var seen = areTimesKnown ? window.at(times) : window;
            return Rate.ofOne(auto.detect(seen, Usual.SETTINGS, Direction.HIGHER_IS_BETTER) instanceof Regressed);
        });
    }
}
