package io.llmlab.regression.detect;

import io.llmlab.regression.detect.segment.Change;
import io.llmlab.regression.detect.segment.Margin;
import io.llmlab.regression.detect.segment.Reach;
import io.llmlab.regression.detect.segment.Regime;
import io.llmlab.regression.detect.segment.Segmentation;
import io.llmlab.regression.detect.segment.Segmenter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `change_point`: the regimes that the series consists of, and whether the last of them began within the newest
/// `window_size` runs and is worse than the one before.
///
/// The best division into levels and drifts is found over all runs, single runs far out are told as spikes, and
/// changes that noise could have made are taken out: any change at all is found in a stable series with a chance below
/// 1 - `statistical_confidence`. A regression is also a change of the warning threshold or more. Source: [Segmenter].
final class ChangePoint extends Detector {

    private static final int MOST_SPIKES = 20;
    private static final int MOST_NEW_RUNS = 10;

    /// Shorter regimes there are none.
    private static final int LEAST_RUNS = 3;

    /// A change that is barely visible is often dated some runs too early, and is no news then once it fills the
    /// window: it must be seen so many runs before.
    private static final int DATED_EARLY = 2;

    @Override
    public String name() {
        return "change_point";
    }

    @Override
    int needed(Window window, Settings settings) {
        return Math.max(Segmenter.LEAST_POINTS, super.needed(window, settings));
    }

    @Override
    boolean takesOutSeason() {
        return true;
    }

    @Override
    Outcome measure(Window window, Settings settings, Direction direction) {
        var segmentation = Segmenter.segment(window.observations(), settings.allowedError(), 0);
        var regimes = segmentation.regimes();
        var details = details(segmentation, settings);
        var changes = segmentation.changes();
        if (changes.isEmpty()) {
            var level = regimes.getLast();
            details.putAll(difference(level, segmentation, window, settings).details());
            return new Outcome.Steady(new Measurement(level.start(), level.end(), 1.0, 0, null, details));
        }
        var last = changes.getLast();
        details.putAll(of(last, regimes));
        var baseline = regimes.get(regimes.size() - 2).end();
        var current = regimes.getLast().end();
        var chances = Chances.ofChange(last.pValue(), current - baseline, direction);
        details.putAll(chances.details(direction));
        details.putAll(Turn.last(segmentation, 0, 1).orElseThrow().difference().details());
        var measured = new Measurement(baseline, current, chances.harm(), 1 - last.pValue(), last.index(), details);
        return Judgement.of(
                measured,
                last.index() >= window.points() - settings.windowSize(),
                settings.severityThresholds().warning(),
                direction,
                settings.severityThresholds());
    }

    /// Where no change is found: of a drift from beginning to end; of a level, the newest runs less the others.
    private static Interval difference(Regime level, Segmentation segmentation, Window window, Settings settings) {
        var scale = segmentation.scale();
        if (!level.isFlat()) {
            var drift = Margin.ofDrift(level, segmentation.correlation());
            return Interval.around(scale, level.start(), level.end(), drift.error(), drift.freedom());
        }
        var newest = newest(level, settings);
        var margin = Margin.within(level, newest, level.points() - newest, segmentation.correlation());
        var places = window.observations().on(scale);
        var from = places.length - newest;
        return Interval.around(
                scale,
                scale.back(Numbers.mean(Arrays.copyOf(places, from))),
                scale.back(Numbers.mean(Arrays.copyOfRange(places, from, places.length))),
                margin.error(),
                margin.freedom());
    }

    /// The newest runs that are held against the others where nothing divides them: those that may hold news, at most
    /// half of all.
    private static int newest(Regime level, Settings settings) {
        return Math.min(Math.min(MOST_NEW_RUNS, settings.windowSize()), level.points() / 2);
    }

    /// A change that lasts, seen by one of the looks until it is ten runs old, or `window_size` if that is less.
    @Override
    Map<String, Object> smallestVisible(Window window, Settings settings, Direction direction) {
        var segmentation = Segmenter.segment(window.observations(), settings.allowedError(), 0);
        var level = normal(segmentation, settings);
        var newest = Math.max(LEAST_RUNS, newest(level, settings) - DATED_EARLY);
        var others = Math.max(LEAST_RUNS, level.points() - newest);
        var margin = Margin.within(level, newest, others, segmentation.correlation());
        var reach = Reach.of(segmentation, level, newest, others, settings.allowedError(), SmallestVisible.POWER);
        var least = settings.severityThresholds().warning() * Math.abs(level.end());
        return Map.of(
                "smallest_visible_10_runs",
                SmallestVisible.of(segmentation.scale(), level.end(), reach, margin.error(), least, direction));
    }

    /// What the newest runs are held against: the last regime, or the one before where the last is news.
    private static Regime normal(Segmentation segmentation, Settings settings) {
        var changes = segmentation.changes();
        var regimes = segmentation.regimes();
        var isNews = !changes.isEmpty() && changes.getLast().index() >= segmentation.points() - settings.windowSize();
        return isNews ? regimes.get(regimes.size() - 2) : regimes.getLast();
    }

    private static Map<String, Object> details(Segmentation segmentation, Settings settings) {
        var details = new HashMap<String, Object>();
        details.put("test", "segmentation");
        details.put("alpha", settings.allowedError());
        details.put("points", segmentation.points());
        details.put("autocorrelation", segmentation.correlation());
        details.put("effective_points", segmentation.effectivePoints());
        details.put(
                "change_points",
                segmentation.changes().stream().map(Change::index).toList());
        details.put("spikes", segmentation.spikes().stream().limit(MOST_SPIKES).toList());
        return details;
    }

    private static Map<String, Object> of(Change change, List<Regime> regimes) {
        return Map.of(
                "change_kind", change.kind().name().toLowerCase(Locale.ROOT),
                "change_sigma", Numbers.finite(change.sigma()),
                "onset_earliest", change.earliest(),
                "onset_latest", change.latest(),
                "baseline_points", regimes.get(regimes.size() - 2).points(),
                "new_runs", regimes.getLast().points());
    }
}
