package io.llmlab.regression.detect;

import io.llmlab.regression.detect.look.Look;
import io.llmlab.regression.detect.scale.Observations;
import java.util.List;
import java.util.Map;

/// `new_run`: whether the newest run alone lies outside of where a run without a change would: beyond the
/// prediction interval of the runs before it in the current regime, whose noise is on the scale of the metric's
/// family, with tails as heavy as those runs show.
///
/// Beside it stands the conformal rank: the share of runs, the newest among them, that are at least as bad. It
/// assumes nothing about the distribution, but cannot fall below 1 / (baseline + 1), which
/// `smallest_rank_p_value` says.
///
/// Source: prediction interval of a future observation, e.g. G. J. Hahn, W. Q. Meeker, "Statistical Intervals"
/// (1991), section 4.2; V. Vovk, A. Gammerman, G. Shafer, "Algorithmic Learning in a Random World" (2005) for the
/// rank.
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
        var look = look(window.observations().from(startOfBaseline(window, settings)), settings);
        return SmallestVisible.of(look, settings.alarmRate(), direction);
    }

    @Override
    Outcome measure(Window window, Settings settings, Direction direction) {
        var from = startOfBaseline(window, settings);
        var stretch = window.observations().from(from);
        var ranks = ranks(stretch.values(), direction);
        return Conclusion.of(look(stretch, settings), from, window, settings, direction, ranks);
    }

    private static int startOfBaseline(Window window, Settings settings) {
        var stretch = window.observations();
        return CurrentRegime.of(stretch, settings.alarmRate())
                .startOfBaseline(stretch, settings.minDataPoints() + Window.RECENT_RUNS);
    }

    private static Look look(Observations stretch, Settings settings) {
        return Look.at(stretch, settings.minDataPoints(), NEWEST);
    }

    private static Map<String, Object> ranks(double[] values, Direction direction) {
        var newest = values[values.length - 1];
        var lower = 0;
        var higher = 0;
        for (var value : values) {
            lower += value <= newest ? 1 : 0;
            higher += value >= newest ? 1 : 0;
        }
        double runs = values.length;
        var asBad = switch (direction) {
            case HIGHER_IS_BETTER -> lower / runs;
            case LOWER_IS_BETTER -> higher / runs;
            case NONE -> Math.min(1, 2 * Math.min(lower, higher) / runs);
        };
        return Map.of("rank_p_value", asBad, "smallest_rank_p_value", 1 / runs);
    }
}
