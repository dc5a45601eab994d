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
            Sides sides, int from, Window window, Settings settings, Direction direction, Map<String, Object> more) {
        var shift = sides.told(direction, settings.alarmRate());
        var chances = sides.chances(direction);
        var details = details(sides.look(), shift, settings);
        details.put("baseline_points", baselinePoints(from, window, settings, shift.newRuns()));
        details.putAll(more);
        details.putAll(chances.details(direction));
        var measured = new Measurement(
                shift.baseline(),
                shift.current(),
                chances.harm(),
                1 - chances.decisive(settings.alarmRate()),
                from + sides.look().onset(),
                details);
        return judged(measured, chances, window, settings, direction);
    }

    static Outcome of(Turn turn, Window window, Settings settings, Direction direction) {
        var change = turn.change();
        var chances = Chances.ofChange(turn.pValue(), turn.current() - turn.baseline(), direction);
        var measured = new Measurement(
                turn.baseline(),
                turn.current(),
                chances.harm(),
                1 - chances.decisive(settings.alarmRate()),
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
        var told = measured.with(turn.difference().details()).with(chances.details(direction));
        return judged(told, chances, window, settings, direction);
    }

    private static Outcome judged(
            Measurement measured, Chances chances, Window window, Settings settings, Direction direction) {
        var counts = chances.decisive(settings.alarmRate()) <= settings.alarmRate()
                && Floor.isReached(window.family(), settings, measured.baseline(), measured.current());
        return Judgement.of(measured, counts, 0, direction, settings.severityThresholds());
    }

    private static int baselinePoints(int from, Window window, Settings settings, int newRuns) {
        var before = window.isPinned(settings.minDataPoints()) ? window.pinned() : window.points() - from - newRuns;
        return Math.min(Look.BASELINE_RUNS, before);
    }

    private static Map<String, Object> details(Look look, Shift shift, Settings settings) {
        var details = new HashMap<String, Object>();
        details.put("test", "windows_t");
        details.put("new_runs", shift.newRuns());
        details.put("t_statistic", Numbers.finite(shift.statistic()));
        details.put("degrees_of_freedom", Numbers.finite(shift.freedom()));
        details.put("alarm_rate", settings.alarmRate());
        details.put(Interval.LOW, Numbers.finite(shift.low()));
        details.put(Interval.HIGH, Numbers.finite(shift.high()));
        details.put("autocorrelation", look.autocorrelation());
        return details;
    }
}
