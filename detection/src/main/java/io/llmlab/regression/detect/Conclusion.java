package io.llmlab.regression.detect;

import io.llmlab.regression.detect.look.Look;
import io.llmlab.regression.detect.look.Shift;
import java.util.HashMap;
import java.util.Map;

/// What a look means for a metric with a direction, a practical floor and severities.
final class Conclusion {

    /// With which chance the smallest visible change is seen.
    private static final double POWER = .8;

    private static final int ONE_RUN = 1;

    private static final int THREE_RUNS = 3;
    private static final int TEN_RUNS = 10;

    private Conclusion() {}

    /// @param more details of the method's own
    static Outcome of(Look look, Window window, Settings settings, Direction direction, Map<String, Object> more) {
        var shift = decisive(look, direction, settings.alarmRate());
        var counts = shift.pValue() <= settings.alarmRate()
                && Floor.isReached(window.family(), settings, shift.baseline(), shift.current());
        var details = details(look, shift, settings, direction);
        details.putAll(more);
        var measured = new Measurement(
                shift.baseline(), shift.current(), shift.pValue(), 1 - shift.pValue(), look.onset(), details);
        return Judgement.of(measured, counts, 0, direction, settings.severityThresholds());
    }

    /// Harm counts first; an improvement only where there is none. Without a direction both sides share the
    /// error.
    private static Shift decisive(Look look, Direction direction, double alarmRate) {
        var down = look.down();
        var up = look.up();
        return switch (direction) {
            case HIGHER_IS_BETTER -> down.pValue() > alarmRate && up.pValue() <= alarmRate ? up : down;
            case LOWER_IS_BETTER -> up.pValue() > alarmRate && down.pValue() <= alarmRate ? down : up;
            case NONE -> twoSided(down.pValue() <= up.pValue() ? down : up);
        };
    }

    private static Shift twoSided(Shift shift) {
        return new Shift(
                shift.baseline(),
                shift.current(),
                shift.low(),
                shift.high(),
                shift.newRuns(),
                Math.min(1, 2 * shift.pValue()),
                shift.statistic(),
                shift.freedom());
    }

    private static Map<String, Object> details(Look look, Shift shift, Settings settings, Direction direction) {
        var details = new HashMap<String, Object>();
        details.put("test", "windows_t");
        details.put("new_runs", shift.newRuns());
        details.put("baseline_points", look.baselineRuns());
        details.put("t_statistic", Numbers.finite(shift.statistic()));
        details.put("degrees_of_freedom", Numbers.finite(shift.freedom()));
        details.put("alarm_rate", settings.alarmRate());
        details.put("difference_low", Numbers.finite(shift.low()));
        details.put("difference_high", Numbers.finite(shift.high()));
        details.put("autocorrelation", look.autocorrelation());
        details.put("smallest_visible_1_run", visible(look, ONE_RUN, settings, direction));
        details.put("smallest_visible_3_runs", visible(look, THREE_RUNS, settings, direction));
        details.put("smallest_visible_10_runs", visible(look, TEN_RUNS, settings, direction));
        return details;
    }

    private static double visible(Look look, int runs, Settings settings, Direction direction) {
        return Numbers.finite(
                look.smallestVisible(runs, settings.alarmRate(), POWER, direction != Direction.LOWER_IS_BETTER));
    }
}
