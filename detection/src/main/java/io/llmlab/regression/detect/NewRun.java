package io.llmlab.regression.detect;

import io.llmlab.regression.detect.look.Look;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// `new_run`: whether the newest run alone lies outside of where a run without a change would: beyond the
/// prediction interval of the runs before it in the current regime, whose noise is on the scale of the metric's
/// family, with tails as heavy as those runs show.
///
/// Beside it stands the conformal rank ([Rank]): the share of runs, the newest among them, that are at least as bad. It
/// assumes nothing about the distribution, but cannot fall below 1 / (baseline + 1), which `smallest_rank_p_value`
/// says. Where the baseline is so long that this is within `alarm_rate`, the rank must agree: heavy tails raise no more
/// false alarms than that then, whatever they are like. With at most 66 runs before the newest that takes an
/// `alarm_rate` of .015 or more.
///
/// Source: prediction interval of a future observation, e.g. G. J. Hahn, W. Q. Meeker, "Statistical Intervals"
/// (1991), section 4.2.
final class NewRun extends Detector {

    private static final List<Integer> NEWEST = List.of(1);

    @Override
    public String name() {
        return "new_run";
    }

    @Override
    boolean controlsErrors() {
        return true;
    }

    @Override
    int needed(Window window, Settings settings) {
        return settings.minDataPoints() + 1;
    }

    @Override
    Map<String, Object> smallestVisible(Window window, Settings settings, Direction direction) {
        var look = look(window, startOfBaseline(window, settings), settings);
        return SmallestVisible.of(look, settings.alarmRate(), direction);
    }

    @Override
    Outcome measure(Window window, Settings settings, Direction direction) {
        var from = startOfBaseline(window, settings);
        var rank = Rank.ofNewest(compared(window, from, settings));
        var sides = Sides.of(look(window, from, settings));
        var decides = rank.smallest(direction) <= settings.alarmRate();
        return Conclusion.of(
                decides ? sides.noSurerThan(rank) : sides,
                from,
                window,
                settings,
                direction,
                Map.of(
                        "rank_p_value", rank.harm(direction),
                        "smallest_rank_p_value", rank.smallest(direction)));
    }

    private static int startOfBaseline(Window window, Settings settings) {
        return CurrentRegime.of(window, settings.alarmRate())
                .startOfBaseline(window.observations(), settings.minDataPoints() + Window.RECENT_RUNS);
    }

    private static Look look(Window window, int from, Settings settings) {
        return window.look(from, settings.minDataPoints(), NEWEST);
    }

    /// The runs whose ranks count: those it is compared with, and itself.
    private static double[] compared(Window window, int from, Settings settings) {
        var all = window.all();
        if (!window.isPinned(settings.minDataPoints())) {
            return Arrays.copyOfRange(all, from, all.length);
        }
        var pinned = Arrays.copyOf(all, window.pinned() + 1);
        pinned[window.pinned()] = all[all.length - 1];
        return pinned;
    }
}
