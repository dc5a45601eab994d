package io.llmlab.regression.detect;

import io.llmlab.regression.detect.segment.Change;
import io.llmlab.regression.detect.segment.Regime;
import io.llmlab.regression.detect.segment.Segmentation;
import io.llmlab.regression.detect.segment.Segmenter;
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
        var segmentation = Segmenter.segment(window.all(), window.family(), settings.allowedError(), 0);
        var regimes = segmentation.regimes();
        var details = details(segmentation, settings);
        var changes = segmentation.changes();
        if (changes.isEmpty()) {
            var level = regimes.getLast();
            return new Outcome.Steady(new Measurement(level.start(), level.end(), 1.0, 0, null, details));
        }
        var last = changes.getLast();
        details.putAll(of(last, regimes));
        var baseline = regimes.get(regimes.size() - 2).end();
        var current = regimes.getLast().end();
        var chances = Chances.ofChange(last.pValue(), current - baseline, direction);
        details.putAll(chances.details(direction));
        var measured = new Measurement(baseline, current, chances.harm(), 1 - last.pValue(), last.index(), details);
        return Judgement.of(
                measured,
                last.index() >= window.points() - settings.windowSize(),
                settings.severityThresholds().warning(),
                direction,
                settings.severityThresholds());
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
