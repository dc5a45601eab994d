package io.llmlab.regression.detect;

import io.llmlab.regression.detect.look.Look;
import io.llmlab.regression.detect.paired.ItemHistory;
import io.llmlab.regression.detect.paired.ItemLook;
import io.llmlab.regression.detect.scale.Family;
import io.llmlab.regression.detect.scale.Observations;
import io.llmlab.regression.detect.season.Season;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The part of a series that a detector sees: the newest runs, and those before them that count as normal.
/// Oldest first.
///
/// @param baseline values of the runs before the recent ones, at most [#BASELINE_RUNS]
/// @param baselineAge days from each of them to the newest of them; as long as `baseline`
/// @param recent values of the newest runs, at most [#RECENT_RUNS]
/// @param samplingError standard error of the difference between the means of both that the runs' samples alone
///     make; 0 where it is not known
/// @param samples that each run rests on, baseline then recent; 0 where it is not known
/// @param times when each run was, in seconds of UTC, baseline then recent; empty where it is not known
/// @param items what the newest run scored item by item, and runs before it; null where it is not known
/// @param pinned how many runs at the beginning of the baseline a person chose as what is normal; 0: nobody did. Then
///     methods that look at windows of several lengths compare each with these alone, and what lies between them
///     and the recent runs is new
@SuppressWarnings("ArrayRecordComponent")
public record Window(
        double[] baseline,
        double[] baselineAge,
        double[] recent,
        double samplingError,
        int[] samples,
        Family family,
        long[] times,
        @Nullable ItemHistory items,
        int pinned) {

    public static final int RECENT_RUNS = 3;
    public static final int BASELINE_RUNS = 64;

    public Window {
        if (baseline.length != baselineAge.length) {
            throw new IllegalArgumentException("Each baseline run has an age");
        }
        if (!(samplingError >= 0)) {
            throw new IllegalArgumentException("A standard error is 0 or more");
        }
        if (samples.length != baseline.length + recent.length) {
            throw new IllegalArgumentException("Each run has a number of samples, be it 0");
        }
        if (times.length != 0 && times.length != samples.length) {
            throw new IllegalArgumentException("Each run has a time, or none has");
        }
        if (pinned < 0 || pinned > baseline.length) {
            throw new IllegalArgumentException("Pinned runs are runs of the baseline");
        }
    }

    /// Runs whose items are not known.
    public Window(
            double[] baseline,
            double[] baselineAge,
            double[] recent,
            double samplingError,
            int[] samples,
            Family family) {
        this(baseline, baselineAge, recent, samplingError, samples, family, new long[0], null, 0);
    }

    /// Runs of which nothing but the values is known.
    public Window(double[] baseline, double[] baselineAge, double[] recent, double samplingError) {
        this(baseline, baselineAge, recent, samplingError, new int[baseline.length + recent.length], Family.REAL);
    }

    /// Cuts a series of one run a day, oldest first, as the service does.
    public static Window endOf(double... values) {
        var recentFrom = Math.max(0, values.length - RECENT_RUNS);
        var baselineFrom = Math.max(0, recentFrom - BASELINE_RUNS);
        var ages = new double[recentFrom - baselineFrom];
        for (int i = 0; i < ages.length; i++) {
            ages[i] = ages.length - 1 - i;
        }
        return new Window(
                Arrays.copyOfRange(values, baselineFrom, recentFrom),
                ages,
                Arrays.copyOfRange(values, recentFrom, values.length),
                0);
    }

    /// The same runs, with what the newest scored item by item.
    public Window with(@Nullable ItemHistory history) {
        return new Window(baseline, baselineAge, recent, samplingError, samples, family, times, history, pinned);
    }

    /// The same runs with their times.
    ///
    /// @param seconds of UTC, one for each run
    public Window at(long... seconds) {
        return new Window(baseline, baselineAge, recent, samplingError, samples, family, seconds, items, pinned);
    }

    /// The same runs, of which the oldest are what a person chose as normal.
    ///
    /// @param runs 0 to those of the baseline
    public Window pinned(int runs) {
        return new Window(baseline, baselineAge, recent, samplingError, samples, family, times, items, runs);
    }

    /// What the hour of the day or the day of the week adds to each run; absent where nothing shows that it
    /// does, or times are not known.
    Optional<Season> season() {
        if (times.length == 0 || !isAscending(times)) {
            return Optional.empty();
        }
        var observations = observations();
        return Season.of(times, observations.on(observations.scale()), baseline.length);
    }

    private static boolean isAscending(long[] times) {
        return IntStream.range(1, times.length).allMatch(run -> times[run - 1] <= times[run]);
    }

    /// The same runs as they would have been without it. Items are left as they are: a season is no matter of
    /// single answers.
    Window without(Season season) {
        var observations = observations();
        var scale = observations.scale();
        var places = observations.on(scale);
        var values = IntStream.range(0, places.length)
                .mapToDouble(run -> scale.back(places[run] - season.deviations()[run], samples[run]))
                .toArray();
        return new Window(
                Arrays.copyOf(values, baseline.length),
                baselineAge,
                Arrays.copyOfRange(values, baseline.length, values.length),
                samplingError,
                samples,
                family,
                times,
                items,
                pinned);
    }

    /// All runs, as they would have been without a season where there is one.
    public Observations withoutSeason() {
        return season().map(this::without).orElse(this).observations();
    }

    /// Absent where the items of too few runs match.
    Optional<ItemLook> itemLook() {
        return Optional.ofNullable(items).flatMap(ItemLook::at);
    }

    /// Standard error of one run that its samples make, if it is about the same for all; 0 where it is not
    /// known.
    double samplingErrorOfRun() {
        return samplingError == 0 ? 0 : samplingError / Math.sqrt(1.0 / baseline.length + 1.0 / recent.length);
    }

    /// What the newest runs say: against the pinned runs alone, where there are enough of these; else each window
    /// against the runs before it.
    ///
    /// @param from index of the first run that counts; 0 where runs are pinned
    /// @param leastBaseline runs that must lie before a window, 2 or more
    /// @param windows their lengths in runs, shortest first
    Look look(int from, int leastBaseline, List<Integer> windows) {
        var stretch = observations().from(from);
        return isPinned(leastBaseline)
                ? Look.atPinned(stretch, pinned, windows)
                : Look.at(stretch, leastBaseline, windows);
    }

    /// Whether so many runs are pinned that they alone tell what is normal.
    ///
    /// @param least runs that it takes, 2 or more
    boolean isPinned(int least) {
        return pinned >= least;
    }

    int points() {
        return baseline.length + recent.length;
    }

    /// All runs as one stretch.
    Observations observations() {
        return new Observations(all(), samples, family);
    }

    double[] all() {
        var all = Arrays.copyOf(baseline, points());
        System.arraycopy(recent, 0, all, baseline.length, recent.length);
        return all;
    }
}
