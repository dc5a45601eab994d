package io.llmlab.regression.detect;

import io.llmlab.regression.detect.look.Look;
import java.util.Map;

/// `auto`: whether the newest 1, 2, 3, 5 or 10 runs are unlike those before, with an error rate that holds
/// although there is a look after every run: on a series without a change at most `alarm_rate` false alarms a
/// look.
///
/// It chooses scale and noise model by the metric's family, allows for runs that resemble their neighbours and
/// for heavy tails, knows what the number of samples alone makes a share vary, and leaves alone what is smaller
/// than the practical floor. Source: [Look].
final class Auto extends Detector {

    @Override
    public String name() {
        return "auto";
    }

    @Override
    boolean controlsErrors() {
        return true;
    }

    /// One run is enough to look at: a collapse is seen at once.
    @Override
    int needed(Settings settings) {
        return settings.minDataPoints() + 1;
    }

    @Override
    Outcome measure(Window window, Settings settings, Direction direction) {
        var look = Look.at(window.observations(), settings.minDataPoints());
        return Conclusion.of(look, window, settings, direction, Map.of());
    }
}
