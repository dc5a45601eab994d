package io.llmlab.regression.detect.look;

import io.llmlab.regression.detect.scale.Observations;
import io.llmlab.regression.detect.scale.Scale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// One look at the end of a series: the means of the newest 1, 2, 3, 5 and 10 runs, each against the runs before
/// them.
///
/// The newest run alone shows a collapse at once; the longer windows show what is too small to be seen in one
/// run. Their p-values are multiplied by the number of windows (Bonferroni): windows overlap, so they are no
/// independent chances of a false alarm, and the product errs on the safe side.
///
/// ## Looking after every run
///
/// Each look spends the same small error, so the expected number of false alarms in a thousand looks at a series
/// without a change is at most a thousand times that error, for ever, whatever the dependence between the looks
/// (linearity of expectation). This is the in-control average run length of control charts, kept by construction.
/// Source: E. S. Page, "Continuous inspection schemes", Biometrika 41 (1954), for the run length as the measure
/// of such a scheme.
public final class Look {

    /// The lengths of the windows, in runs.
    public static final List<Integer> WINDOWS = List.of(1, 2, 3, 5, 10);

    /// How many runs before the windows count.
    public static final int BASELINE_RUNS = 64;

    /// How far back a change is looked for: a little beyond the longest window.
    private static final int ONSET_RUNS = 12;

    private static final double INTERVAL_TAIL = .025;

    private final Scale scale;
    // Of each window that has a baseline long enough, shortest first; never empty.
    private final List<Deviation> deviations;
    // Of the runs before the shortest window.
    private final Regime regime;
    private final int onset;

    private Look(Scale scale, List<Deviation> deviations, Regime regime, int onset) {
        this.scale = scale;
        this.deviations = List.copyOf(deviations);
        this.regime = regime;
        this.onset = onset;
    }

    /// @param series with more runs than `leastBaseline`
    /// @param leastBaseline runs that must lie before a window, 2 or more
    /// @throws IllegalArgumentException if there are too few runs
    public static Look at(Observations series, int leastBaseline) {
        return at(series, leastBaseline, WINDOWS);
    }

    /// The same with windows of one's own choice, shortest first.
    public static Look at(Observations series, int leastBaseline, List<Integer> windows) {
        return at(series, leastBaseline, windows, false);
    }

    /// The same, each window against the oldest runs alone.
    ///
    /// @param pinned how many of the oldest runs are what is normal, 2 or more; fewer than there are
    public static Look atPinned(Observations series, int pinned, List<Integer> windows) {
        return at(series, pinned, windows, true);
    }

    /// @param isPinned whether nothing but the `leastBaseline` oldest runs is normal
    private static Look at(Observations series, int leastBaseline, List<Integer> windows, boolean isPinned) {
        if (series.length() < leastBaseline + windows.getFirst()) {
            throw new IllegalArgumentException(
                    "%d runs have no baseline of %d".formatted(series.length(), leastBaseline));
        }
        var counted = series.counted();
        var scale = counted.scale();
        var places = counted.on(scale);
        var sampling = Arrays.stream(counted.samples())
                .mapToDouble(scale::samplingVariance)
                .toArray();
        var counts = Counts.of(counted);
        var deviations = new ArrayList<Deviation>();
        for (var window : windows) {
            var from = places.length - window;
            if (from >= leastBaseline) {
                var normal = isPinned ? leastBaseline : from;
                var regime = regime(scale, places, sampling, normal);
                deviations.add(deviation(regime, places, sampling, from)
                        .noSurerThan(counts.tails(start(normal), normal, from)));
            }
        }
        // What is normal for the onset: the runs before the longest window hold the least of the change.
        var before =
                isPinned ? leastBaseline : places.length - deviations.getLast().newRuns();
        var until = isPinned ? leastBaseline : places.length - windows.getFirst();
        var furthest = isPinned ? places.length - leastBaseline : places.length;
        var onset = onset(places, regime(scale, places, sampling, before).level(), furthest);
        return new Look(scale, deviations, regime(scale, places, sampling, until), onset);
    }

    private static Deviation deviation(Regime regime, double[] places, double[] sampling, int from) {
        return Deviation.of(
                regime,
                Regime.mean(Arrays.copyOfRange(places, from, places.length)),
                places.length - from,
                Regime.mean(Arrays.copyOfRange(sampling, from, places.length)));
    }

    private static Regime regime(Scale scale, double[] places, double[] sampling, int until) {
        var from = start(until);
        return Regime.of(scale, Arrays.copyOfRange(places, from, until), Arrays.copyOfRange(sampling, from, until));
    }

    private static int start(int until) {
        return Math.max(0, until - BASELINE_RUNS);
    }

    /// The move to lower values.
    public Shift down() {
        return shift(Deviation::below, deviation -> -deviation.statistic());
    }

    /// The move to higher values.
    public Shift up() {
        return shift(Deviation::above, Deviation::statistic);
    }

    /// The smallest change that windows of at most so many new runs would show.
    ///
    /// @param newRuns 1 or more
    /// @param alarmRate error of the look, on one side
    /// @param power chance with which it is shown, .5 to below 1
    /// @return in the metric's unit, 0 or more: of a fall if `isFall`, else of a rise.
    public double smallestVisible(int newRuns, double alarmRate, double power, boolean isFall) {
        var window = deviations.stream()
                .filter(deviation -> deviation.newRuns() <= newRuns)
                .reduce((_, longer) -> longer)
                .orElse(deviations.getFirst());
        var reach = window.reach(alarmRate / deviations.size()) + window.reach(1 - power);
        var level = scale.back(regime.level());
        return Math.abs(scale.back(regime.level() + (isFall ? -reach : reach)) - level);
    }

    /// How much a run resembles the one before it, 0 to 1.
    public double autocorrelation() {
        return regime.correlation().lagOne();
    }

    /// Index of the first run of the new regime among the runs looked at: where the newest runs are split best
    /// into normal ones and changed ones.
    public int onset() {
        return onset;
    }

    /// The chance is that of the least likely window. What is shown is the window of the largest statistic: of a
    /// single wild run it says so, although three runs together may be as unlikely for its sake.
    private Shift shift(ToDoubleFunction<Deviation> chance, ToDoubleFunction<Deviation> size) {
        var least = deviations.stream().mapToDouble(chance).min().orElseThrow();
        var shown = deviations.stream().max(Comparator.comparingDouble(size)).orElseThrow();
        var baseline = scale.back(shown.level());
        var place = shown.level() + shown.shift();
        var reach = shown.error() == 0 ? 0 : shown.reach(INTERVAL_TAIL);
        return new Shift(
                baseline,
                scale.back(place),
                scale.back(place - reach) - baseline,
                scale.back(place + reach) - baseline,
                shown.newRuns(),
                Math.min(1, deviations.size() * least),
                shown.statistic(),
                shown.freedom());
    }

    /// The split with the largest drop of squared deviations: the maximum likelihood place of one step from a
    /// known level.
    ///
    /// @param furthest how many of the newest runs may be changed ones
    private static int onset(double[] places, double level, int furthest) {
        var best = places.length - 1;
        var gain = 0.0;
        var sum = 0.0;
        var longest = Math.min(furthest, ONSET_RUNS);
        for (var runs = 1; runs <= longest; runs++) {
            sum += places[places.length - runs] - level;
            if (sum * sum / runs > gain) {
                gain = sum * sum / runs;
                best = places.length - runs;
            }
        }
        return best;
    }
}
