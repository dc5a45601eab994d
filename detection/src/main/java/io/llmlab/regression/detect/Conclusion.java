package io.llmlab.regression.detect;

import io.llmlab.regression.detect.look.Look;
import io.llmlab.regression.detect.look.Shift;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// What a look means for a metric with a direction, a practical floor and severities.
final class Conclusion {

    private Conclusion() {}

    /// @param from how many runs of the window lie before those looked at
    /// @param more details of the method's own
    static Outcome of(
            Look look, int from, Window window, Settings settings, Direction direction, Map<String, Object> more) {
        var shift = decisive(look, direction, settings.alarmRate());
        var details = details(look, shift, settings);
        details.put("baseline_points", Math.min(Look.BASELINE_RUNS, window.points() - from - shift.newRuns()));
        details.putAll(more);
        var measured = new Measurement(
                shift.baseline(), shift.current(), shift.pValue(), 1 - shift.pValue(), from + look.onset(), details);
        return judged(measured, shift.pValue(), window, settings, direction);
    }

    static Outcome of(Turn turn, Window window, Settings settings, Direction direction) {
        var change = turn.change();
        var measured = new Measurement(
                turn.baseline(),
                turn.current(),
                turn.pValue(),
                1 - turn.pValue(),
                change.index(),
                Map.of(
                        "test", "segmentation",
                        "alarm_rate", settings.alarmRate(),
                        "baseline_points", turn.before().points(),
                        "new_runs", turn.after().points(),
                        "change_kind", change.kind().name().toLowerCase(Locale.ROOT),
                        "change_sigma", Numbers.finite(change.sigma()),
                        "onset_earliest", change.earliest(),
                        "onset_latest", change.latest()));
        return judged(measured, turn.pValue(), window, settings, direction);
    }

    private static Outcome judged(
            Measurement measured, double pValue, Window window, Settings settings, Direction direction) {
        var counts = pValue <= settings.alarmRate()
                && Floor.isReached(window.family(), settings, measured.baseline(), measured.current());
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

    private static Map<String, Object> details(Look look, Shift shift, Settings settings) {
        var details = new HashMap<String, Object>();
        details.put("test", "windows_t");
        details.put("new_runs", shift.newRuns());
        details.put("t_statistic", Numbers.finite(shift.statistic()));
        details.put("degrees_of_freedom", Numbers.finite(shift.freedom()));
        details.put("alarm_rate", settings.alarmRate());
        details.put("difference_low", Numbers.finite(shift.low()));
        details.put("difference_high", Numbers.finite(shift.high()));
        details.put("autocorrelation", look.autocorrelation());
        return details;
    }
}
