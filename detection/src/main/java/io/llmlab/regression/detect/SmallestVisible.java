package io.llmlab.regression.detect;

import io.llmlab.regression.detect.look.Look;
import io.llmlab.regression.detect.scale.Scale;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.math3.distribution.NormalDistribution;

/// The smallest change that a look would have seen: what "steady" is worth.
///
/// It takes longer to compute than the look itself, so it is no part of it: who shows a result asks for it.
final class SmallestVisible {

    /// With which chance it is seen.
    static final double POWER = .8;

    /// Of how many new runs it is told.
    static final List<Integer> RUNS = List.of(1, 3, 10);

    /// Standard errors that a change must exceed a bound by, to be measured beyond it with that chance.
    private static final double BEYOND = new NormalDistribution().inverseCumulativeProbability(POWER);

    private SmallestVisible() {}

    /// Among the newest 1, 3 and 10 runs, in the metric's unit, 0 or more.
    ///
    /// @param alarmRate error of the look
    static Map<String, Object> of(Look look, double alarmRate, Direction direction) {
        return RUNS.stream()
                .collect(Collectors.toMap(SmallestVisible::key, runs -> visible(look, runs, alarmRate, direction)));
    }

    static String key(int runs) {
        return "smallest_visible_%d_%s".formatted(runs, runs == 1 ? "run" : "runs");
    }

    /// The same of so many of the newest runs.
    static double visible(Look look, int runs, double alarmRate, Direction direction) {
        return Numbers.finite(look.smallestVisible(runs, alarmRate, POWER, isFall(direction)));
    }

    /// What a method sees that asks for an unlikely change and for one of some size, in the metric's unit. The second
    /// counts where it asks for more: what is measured must reach it with the same chance.
    ///
    /// @param level that the series leaves
    /// @param reach how far from it a change is unlikely enough, with that chance, on the scale
    /// @param error standard error of the change on the scale
    /// @param least change that counts, in the metric's unit, 0 or more
    /// @return 0 or more; of a share no more than is left of it; the largest number where no change is large enough
    static double of(Scale scale, double level, double reach, double error, double least, Direction direction) {
        var sign = isFall(direction) ? -1 : 1;
        var place = scale.of(level, 0);
        var bound = scale == Scale.LOGARITHM ? Math.max(0, level + sign * least) : level + sign * least;
        var beyond = least == 0 ? 0 : Math.abs(scale.of(bound, 0) - place) + BEYOND * error;
        return Numbers.finite(Math.abs(scale.back(place + sign * Math.max(reach, beyond)) - level));
    }

    private static boolean isFall(Direction direction) {
        return direction != Direction.LOWER_IS_BETTER;
    }
}
