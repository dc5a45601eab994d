package io.llmlab.regression.detect;

import io.llmlab.regression.detect.Outcome.Measured;
import io.llmlab.regression.detect.Outcome.Regressed;
import io.llmlab.regression.detect.Outcome.Steady;
import io.llmlab.regression.detect.look.Look;
import io.llmlab.regression.detect.paired.ItemLook;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/// `auto`: whether the newest 1, 2, 3, 5 or 10 runs are unlike those before, with an error rate that holds
/// although there is a look after every run: on a series without a change at most `alarm_rate` false alarms a
/// look.
///
/// It chooses scale and noise model by the metric's family, allows for runs that resemble their neighbours and
/// for heavy tails, knows what the number of samples alone makes a share vary, and leaves alone what is smaller
/// than the practical floor. Source: [Look].
///
/// Where runs answered the same items it looks at these too ([PairedSamples]), from the second run on. Both looks
/// then spend half of `alarm_rate` each, and either may find something: the whole stays within it (Bonferroni).
final class Auto extends Detector {

    private static final int LOOKS = 2;

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
        return window.items() == null ? neededByRuns(settings) : LOOKS;
    }

    private static int neededByRuns(Settings settings) {
        return settings.minDataPoints() + 1;
    }

    @Override
    Outcome measure(Window window, Settings settings, Direction direction) {
        return window.itemLook()
                .map(items -> both(items, window, settings, direction))
                .orElseGet(() -> ofRuns(window, settings, direction, Map.of()));
    }

    private static Outcome ofRuns(Window window, Settings settings, Direction direction, Map<String, Object> details) {
        if (window.points() < neededByRuns(settings)) {
            return new Outcome.TooShort(window.points(), neededByRuns(settings));
        }
        var look = Look.at(window.observations(), settings.minDataPoints());
        return Conclusion.of(look, window, settings, direction, details);
    }

    private static Outcome both(ItemLook items, Window window, Settings settings, Direction direction) {
        var half = settings.withAlarmRate(settings.alarmRate() / LOOKS);
        var ofItems = PairedSamples.outcome(items, window, half, direction);
        if (window.points() < neededByRuns(settings)) {
            return shared(ofItems, settings);
        }
        var ofRuns = ofRuns(window, half, direction, PairedSamples.details(items, half));
        return shared(graver(ofItems, ofRuns), settings);
    }

    /// Harm counts first, then whatever moved at all, then the less likely.
    private static Outcome graver(Outcome ofItems, Outcome ofRuns) {
        return Stream.of(ofItems, ofRuns)
                .min(Comparator.comparing((Outcome outcome) -> !(outcome instanceof Regressed))
                        .thenComparing(outcome -> outcome instanceof Steady)
                        .thenComparingDouble(Auto::chance))
                .orElseThrow();
    }

    private static double chance(Outcome outcome) {
        var chance =
                outcome instanceof Measured measured ? measured.measurement().pValue() : null;
        return chance == null ? 1 : chance;
    }

    private static Outcome shared(Outcome outcome, Settings settings) {
        return switch (outcome) {
            case Regressed(var measured, var severity) -> new Regressed(shared(measured, settings), severity);
            case Outcome.Improved(var measured) -> new Outcome.Improved(shared(measured, settings));
            case Outcome.Shifted(var measured) -> new Outcome.Shifted(shared(measured, settings));
            case Steady(var measured) -> new Steady(shared(measured, settings));
            case Outcome.TooShort tooShort -> tooShort;
            case Outcome.Unmeasurable unmeasurable -> unmeasurable;
        };
    }

    private static Measurement shared(Measurement measured, Settings settings) {
        return measured.withChanceTimes(LOOKS).with("alarm_rate", settings.alarmRate());
    }
}
