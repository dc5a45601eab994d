package io.llmlab.regression.detect;

import io.llmlab.regression.detect.paired.ItemLook;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/// Whether the repeats of a suspected run show by themselves what was suspected, so that one wild run does not outweigh
/// any number of good ones.
///
/// What all runs together show is tested at the method's own error; here it is enough that the repeats alone, or the
/// items of the newest of them, are worse than the runs before the suspected one by more than comes by chance in one of
/// ten cases. Methods without a chance find the series back, or not.
public final class Repeats {

    private static final double CHANCE = .1;

    private Repeats() {}

    /// @param repeated baseline: the runs before the suspected one; recent: its repeats, one or more
    public static boolean show(Window repeated, Detector detector, Settings settings, Direction direction) {
        if (!detector.controlsErrors()) {
            return !Recovery.isBack(detector.detect(repeated, settings, direction), detector, settings, direction);
        }
        var looked = detector.looked(repeated, settings);
        return DoubleStream.concat(ofRuns(looked, settings, direction).stream(), ofItems(looked, direction).stream())
                .anyMatch(chance -> chance <= CHANCE);
    }

    private static OptionalDouble ofRuns(Window repeated, Settings settings, Direction direction) {
        if (repeated.baseline().length < settings.minDataPoints()) {
            return OptionalDouble.empty();
        }
        var repeats = repeated.recent().length;
        var from = CurrentRegime.of(repeated, settings.alarmRate())
                .startOfBaseline(repeated.observations(), settings.minDataPoints() + repeats);
        var look = repeated.look(from, settings.minDataPoints(), List.of(repeats));
        return OptionalDouble.of(Sides.of(look).chances(direction).harm());
    }

    private static OptionalDouble ofItems(Window repeated, Direction direction) {
        return repeated.itemLook().stream()
                .mapToDouble(look -> chance(look, direction))
                .findFirst();
    }

    private static double chance(ItemLook look, Direction direction) {
        return Chances.of(look.ofLoss(), look.ofGain(), direction).harm();
    }
}
