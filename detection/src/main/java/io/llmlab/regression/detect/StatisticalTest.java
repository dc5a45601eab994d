package io.llmlab.regression.detect;

import io.llmlab.regression.detect.classic.Holm;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// `statistical_test`: the newest 1, 3, 5 and 10 runs against the baseline, by Welch's t-test on the scale of
/// the metric's family, one-sided towards harm. The windows share the error by Holm's rule.
///
/// The baseline is the same for all windows, and ends where the longest begins: were it to reach up to each
/// window, the second bad run would have the first one to compare with. Windows of five and ten are looked at
/// when they leave twice the least baseline.
///
/// Mann and Whitney's test stands beside it and must agree: a window counts by the larger of the two
/// p-values. Welch's alone is too bold with windows of three, where one close pair makes the spread look
/// small: among stable runs it is wrong in up to 8 % of the looks instead of the 5 % allowed (simulated).
/// Ranks of very few runs can never be unlikely enough (one run among 60 in no more than one of 61 ways);
/// there Welch's decides alone.
///
/// A single run has no spread of its own and no ranks to speak of. It is judged by the prediction interval of
/// those before, and only if these are twice as many as a baseline needs.
///
/// How much runs vary is what their samples make (for shares the binomial variance) and what they differ by
/// beyond that, the latter always learned from the runs: runs that happen to lie close together are never taken
/// for surer than their samples, and never for as sure as these alone.
///
/// A regression also is a change of the warning threshold or more, because with many runs a test finds
/// differences that matter to nobody. Runs that resemble their neighbours are not allowed for, nor that
/// somebody looks after every run: `auto` does both.
///
/// Source: [StudentT], [io.llmlab.regression.detect.classic.MannWhitney], [Holm].
final class StatisticalTest extends Detector {

    private static final List<Integer> WINDOWS = List.of(1, 3, 5, 10);

    /// So many times the least baseline is enough for all windows; with less there is the one of three.
    private static final int ENOUGH = 2;

    /// A window and what it is worth.
    ///
    /// @param pValue it is judged by
    /// @param adjusted the same for all windows together, by Holm's rule
    private record Judged(ComparedWindow test, Side side, double pValue, double adjusted) {

        boolean isChange(Settings settings) {
            return adjusted < settings.allowedError();
        }
    }

    @Override
    public String name() {
        return "statistical_test";
    }

    @Override
    public boolean looksAtWindows() {
        return true;
    }

    @Override
    Outcome measure(Window window, Settings settings, Direction direction) {
        var tests = tests(window, settings);
        var harm = judged(tests, Side.ofHarm(direction), settings);
        var benefit = judged(tests, Side.ofBenefit(direction), settings);
        var judged = decisive(harm, benefit, settings);
        var test = judged.test();
        var details = details(judged, tests, settings);
        details.put("sampling_error", window.samplingError());
        // The chance that is told is always that of harm.
        var told = harm.contains(judged) ? judged : looksMost(harm);
        details.put("adjusted_p_value", told.adjusted());
        details.putAll(test.difference().details());
        details.putAll(new Chances(told.adjusted(), looksMost(benefit).adjusted()).details(direction));
        var measured = new Measurement(
                test.baseline(),
                test.current(),
                told.pValue(),
                1 - judged.adjusted(),
                window.points() - test.runs(),
                details);
        return Judgement.of(
                measured, judged.isChange(settings), leastChange(settings), direction, settings.severityThresholds());
    }

    @Override
    Map<String, Object> smallestVisible(Window window, Settings settings, Direction direction) {
        return VisibleToWelch.of(tests(window, settings), settings, direction);
    }

    private static double leastChange(Settings settings) {
        return settings.severityThresholds().warning();
    }

    private static List<ComparedWindow> tests(Window window, Settings settings) {
        var runs = window.observations();
        var error = window.samplingErrorOfRun();
        var until = runs.length() - longest(runs.length(), settings);
        return WINDOWS.stream()
                .filter(newest -> newest <= runs.length() - until)
                .filter(newest -> newest > 1 || until >= enough(settings))
                .map(newest -> ComparedWindow.of(runs, until, runs.length() - newest, error))
                .toList();
    }

    private static int longest(int runs, Settings settings) {
        return WINDOWS.stream()
                .filter(newest -> runs - newest >= enough(settings))
                .reduce(Window.RECENT_RUNS, Math::max);
    }

    private static int enough(Settings settings) {
        return ENOUGH * settings.minDataPoints();
    }

    /// Harm counts first, an improvement only where there is none; of several windows the least likely one.
    /// Where nothing counts, that which looks most like harm.
    private static Judged decisive(List<Judged> harm, List<Judged> benefit, Settings settings) {
        return Stream.of(
                        least(harm, judged -> judged.isChange(settings) && isLarge(judged.test(), settings)),
                        least(benefit, judged -> judged.isChange(settings)))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> looksMost(harm));
    }

    private static Judged looksMost(List<Judged> side) {
        return least(side, _ -> true).orElseThrow();
    }

    private static Optional<Judged> least(List<Judged> windows, Predicate<Judged> which) {
        return windows.stream()
                .filter(which)
                .min(Comparator.comparingDouble(Judged::adjusted).thenComparingDouble(Judged::pValue));
    }

    private static boolean isLarge(ComparedWindow test, Settings settings) {
        var change = Numbers.change(test.current(), test.baseline());
        return change == null || Math.abs(change) >= leastChange(settings);
    }

    private static List<Judged> judged(List<ComparedWindow> tests, Side side, Settings settings) {
        var reachable = settings.allowedError() / tests.size();
        var chances =
                tests.stream().mapToDouble(test -> test.chance(side, reachable)).toArray();
        var adjusted = Holm.adjusted(chances);
        return IntStream.range(0, chances.length)
                .mapToObj(place -> new Judged(tests.get(place), side, chances[place], adjusted[place]))
                .toList();
    }

    private static Map<String, Object> details(Judged judged, List<ComparedWindow> tests, Settings settings) {
        var test = judged.test();
        var side = judged.side();
        return new HashMap<>(Map.ofEntries(
                Map.entry("test", "welch_t"),
                Map.entry("t_statistic", Numbers.finite(test.welch().statistic())),
                Map.entry("degrees_of_freedom", Numbers.finite(test.welch().degreesOfFreedom())),
                Map.entry("welch_p_value", side.chance(test.welch())),
                Map.entry("mann_whitney_p_value", side.chance(test.ranks())),
                Map.entry("smallest_rank_p_value", side.smallest(test.ranks())),
                Map.entry("alpha", settings.allowedError()),
                Map.entry("windows", tests.stream().map(ComparedWindow::runs).toList()),
                Map.entry("baseline_points", test.before()),
                Map.entry("recent_points", test.runs()),
                Map.entry("baseline_std", test.baselineStd()),
                Map.entry("recent_std", test.recentStd())));
    }
}
