package io.llmlab.regression.detect;

import io.llmlab.regression.detect.Outcome.Improved;
import io.llmlab.regression.detect.Outcome.Measured;
import io.llmlab.regression.detect.Outcome.Regressed;
import io.llmlab.regression.detect.Outcome.Shifted;
import io.llmlab.regression.detect.Outcome.Steady;
import io.llmlab.regression.detect.look.Look;
import io.llmlab.regression.detect.paired.ItemLook;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// `auto`: whether the series is worse than it was, by two looks with an error rate that holds although they are taken
/// after every run: on a series without a change at most `alarm_rate` false alarms a run.
///
/// - The quick look compares the newest 1, 2, 3, 5 and 10 runs with those before ([Look]): a collapse is seen with its
///   first run.
/// - The patient look divides the stretch into regimes ([CurrentRegime]): a change that is too small for ten runs is
///   seen when there are enough, and a change among quiet runs behind a loud past. Where a person pinned a baseline
///   there is only the quick look, against the pinned runs alone.
///
/// Both choose scale and noise by the metric's family, allow for runs that resemble their neighbours and for heavy
/// tails, and leave alone what is smaller than the practical floor.
///
/// Where runs answered the same items it looks at these too ([PairedSamples]), from the second run on. The looks share
/// `alarm_rate` by halves: half for the items, where there are any, and of the rest half for each of the two looks at
/// the runs. Any of them may find something: the whole stays within the rate (Bonferroni).
final class Auto extends Detector {

    private static final int SHARES = 2;

    /// An improvement that lasts longer is no news, and must not cover what the newest runs say.
    private static final int NEWS_RUNS = 15;

    /// A series of which less is likely is not called back to normal.
    private static final double DOUBT = .05;

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
    int needed(Window window, Settings settings) {
        return window.items() == null ? neededByRuns(settings) : 2;
    }

    private static int neededByRuns(Settings settings) {
        return settings.minDataPoints() + 1;
    }

    @Override
    Outcome measure(Window window, Settings settings, Direction direction) {
        return window.itemLook()
                .map(items -> both(items, window, settings, direction))
                .orElseGet(() -> ofRuns(window, settings, direction));
    }

    @Override
    Map<String, Object> smallestVisible(Window window, Settings settings, Direction direction) {
        var items = window.itemLook();
        var rate = settings.alarmRate() / (items.isPresent() ? SHARES * SHARES : SHARES);
        var visible = new HashMap<String, Object>();
        if (window.points() >= neededByRuns(settings)) {
            var regime = CurrentRegime.of(window, rate);
            visible.putAll(SmallestVisible.of(quickLook(regime, window, settings), rate, direction));
        }
        items.ifPresent(look -> visible.putAll(PairedSamples.smallestVisible(look, settings.alarmRate() / SHARES)));
        return visible;
    }

    private static Outcome ofRuns(Window window, Settings settings, Direction direction) {
        if (window.points() < neededByRuns(settings)) {
            return new Outcome.TooShort(window.points(), neededByRuns(settings));
        }
        var half = half(settings);
        var regime = CurrentRegime.of(window, half.alarmRate());
        var quick = quick(regime, window, half, direction);
        var outcome = regime.turn()
                .filter(turn -> turn.change().index() >= settings.minDataPoints())
                .map(turn -> graver(quick, Conclusion.of(turn, window, half, direction), window))
                .orElse(quick);
        return shared(outcome, settings);
    }

    private static Outcome quick(CurrentRegime regime, Window window, Settings settings, Direction direction) {
        var look = quickLook(regime, window, settings);
        var from = startOfBaseline(regime, window, settings);
        return Conclusion.of(Sides.of(look), from, window, settings, direction, Map.of());
    }

    private static Look quickLook(CurrentRegime regime, Window window, Settings settings) {
        return window.look(startOfBaseline(regime, window, settings), settings.minDataPoints(), Look.WINDOWS);
    }

    private static int startOfBaseline(CurrentRegime regime, Window window, Settings settings) {
        return regime.startOfBaseline(window.observations(), settings.minDataPoints() + Window.RECENT_RUNS);
    }

    private static Outcome both(ItemLook items, Window window, Settings settings, Direction direction) {
        var half = half(settings);
        var ofItems = PairedSamples.outcome(items, window, half, direction);
        if (window.points() < neededByRuns(settings)) {
            return shared(ofItems, settings);
        }
        var details = PairedSamples.details(items);
        var ofRuns = ofRuns(window, half, direction).withEach(measured -> measured.with(details));
        return shared(graver(ofItems, ofRuns, window), settings);
    }

    private static Settings half(Settings settings) {
        return settings.withAlarmRate(settings.alarmRate() / SHARES);
    }

    private static Outcome graver(Outcome one, Outcome other, Window window) {
        return Stream.of(one, other)
                .min(Comparator.comparingInt((Outcome outcome) -> rank(outcome, window))
                        .thenComparingDouble(Auto::chance))
                .orElseThrow();
    }

    /// What counts first. Doubt goes before good news: an improvement of some runs ago must not end a finding whose
    /// newest runs still look worse.
    private static int rank(Outcome outcome, Window window) {
        return switch (outcome) {
            case Regressed _, Shifted _ -> 0;
            case Steady _ when chance(outcome) < DOUBT -> 1;
            case Improved(var measured) when isNews(measured, window) -> 2;
            case Steady _ -> 3;
            case Improved _ -> 4;
            case Outcome.TooShort _, Outcome.Unmeasurable _ -> 5;
        };
    }

    private static boolean isNews(Measurement measured, Window window) {
        var place = measured.changePoint();
        return place == null || window.points() - place <= NEWS_RUNS;
    }

    /// Of what was concluded.
    private static double chance(Outcome outcome) {
        if (outcome instanceof Improved(var measured)) {
            return measured.chanceOfImprovement();
        }
        var chance =
                outcome instanceof Measured measured ? measured.measurement().pValue() : null;
        return chance == null ? 1 : chance;
    }

    private static Outcome shared(Outcome outcome, Settings settings) {
        return outcome.withEach(
                measured -> measured.withChanceTimes(SHARES).with(Map.of("alarm_rate", settings.alarmRate())));
    }
}
