package io.llmlab.detect.picture;

import io.llmlab.regression.detect.Detector;
import io.llmlab.regression.detect.Detectors;
import io.llmlab.regression.detect.Direction;
import io.llmlab.regression.detect.Measurement;
import io.llmlab.regression.detect.Outcome;
import io.llmlab.regression.detect.Outcome.Measured;
import io.llmlab.regression.detect.Outcome.Regressed;
import io.llmlab.regression.detect.Settings;
import java.util.List;
import java.util.stream.IntStream;

/// A method that looks at a series after every run. More is better in all series that are drawn.
record Looks(RealSeries series, Detector method, Settings settings) {

    static Looks of(String method, RealSeries series, Settings settings) {
        return new Looks(series, Detectors.named(method).orElseThrow(), settings);
    }

    Outcome after(int run) {
        return method.detect(series.after(run), settings, Direction.HIGHER_IS_BETTER);
    }

    Measurement measuredAfter(int run) {
        return ((Measured) after(run)).measurement();
    }

    /// The runs before `until` after which the method says regressed, and did not after the run before.
    List<Integer> alarms(int until) {
        return IntStream.range(0, until)
                .filter(run -> hasRegressed(run) && !(run > 0 && hasRegressed(run - 1)))
                .boxed()
                .toList();
    }

    private boolean hasRegressed(int run) {
        return method.detect(series.after(run), settings, Direction.HIGHER_IS_BETTER) instanceof Regressed;
    }
}
