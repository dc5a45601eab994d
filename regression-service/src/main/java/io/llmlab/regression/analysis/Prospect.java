package io.llmlab.regression.analysis;

import static java.util.Objects.requireNonNull;

import io.llmlab.regression.baseline.Stretch;
import io.llmlab.regression.detect.Direction;
import io.llmlab.regression.detect.Outcome.TooShort;
import io.llmlab.regression.detect.Settings;
import io.llmlab.regression.detect.paired.PairedTest;
import io.llmlab.regression.finding.Evaluation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What lies ahead of a series that is too short to be judged.
final class Prospect {

    /// Methods that judge the newest run by the noise of those before.
    private static final Set<String> BY_NOISE = Set.of("auto", "new_run");

    /// Methods that compare two runs item by item.
    private static final Set<String> BY_ITEMS = Set.of("auto", "paired_samples");

    private final Evaluation evaluation;
    private final Stretch stretch;
    private final Settings settings;

    private Prospect(Evaluation evaluation) {
        this.evaluation = evaluation;
        this.stretch = evaluation.stretch();
        this.settings = evaluation.watch().settings();
    }

    /// @param now a run that is overdue is expected at once
    /// @return null where the series is long enough
    static @Nullable InsufficientData of(Evaluation evaluation, Instant now) {
        return evaluation.outcome() instanceof TooShort(int points, int needed)
                ? new Prospect(evaluation).of(points, needed, now)
                : null;
    }

    private InsufficientData of(int points, int neededAtLeast, Instant now) {
        var isPaired = nextIsPaired();
        var needed = byNoise() ? Math.max(neededAtLeast, settings.minDataPoints() + 1) : neededAtLeast;
        var missing = isPaired ? 1 : needed - points;
        return new InsufficientData(
                missing,
                isPaired || !lacksPinned() ? begin(missing, now) : null,
                isPaired ? visibleToPair() : visible(needed),
                isPaired);
    }

    private boolean nextIsPaired() {
        var items = stretch.items();
        return items != null
                && items.newest().items() >= PairedTest.LEAST_ITEMS
                && BY_ITEMS.contains(evaluation.watch().method());
    }

    /// `auto` asks for two runs where there are items, but a handful of items is no pair: the runs themselves have to
    /// do.
    private boolean byNoise() {
        return BY_NOISE.contains(evaluation.watch().method());
    }

    /// New runs do not help where too few are pinned.
    private boolean lacksPinned() {
        return !stretch.hasEnoughPinned(settings.minDataPoints());
    }

    private @Nullable Instant begin(int missing, Instant now) {
        var times = stretch.times();
        var interval = usualInterval(times);
        if (interval == null) {
            return null;
        }
        var due = times.getLast().plus(interval);
        var next = due.isBefore(now) ? now : due;
        return next.plus(interval.multipliedBy(missing - 1L));
    }

    /// The median: a pause is none of the usual ones.
    private static @Nullable Duration usualInterval(List<Instant> times) {
        if (times.size() < 2) {
            return null;
        }
        var intervals = IntStream.range(1, times.size())
                .mapToObj(run -> Duration.between(times.get(run - 1), times.get(run)))
                .sorted()
                .toList();
        return intervals.get(intervals.size() / 2);
    }

    private @Nullable Double visible(int needed) {
        if (!byNoise()) {
            return null;
        }
        var observations = stretch.observations(evaluation.series().family());
        return Foresight.smallestVisible(
                observations,
                needed,
                settings,
                alarmRate(),
                evaluation.series().direction() != Direction.LOWER_IS_BETTER);
    }

    private @Nullable Double visibleToPair() {
        var newest = requireNonNull(stretch.items()).newest();
        var visible = PairForesight.smallestVisible(
                newest, settings, alarmRate(), evaluation.series().direction());
        return visible.isPresent() ? visible.getAsDouble() : null;
    }

    /// `auto` spends half of its error on the look at the newest runs, or on their items.
    private double alarmRate() {
        return evaluation.watch().method().equals("auto") ? settings.alarmRate() / 2 : settings.alarmRate();
    }
}
