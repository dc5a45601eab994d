package io.llmlab.regression.power;

import io.llmlab.platform.problem.DomainException.Conflict;
import io.llmlab.regression.baseline.Stretch;
import io.llmlab.regression.detect.paired.ItemHistory;
import io.llmlab.regression.detect.paired.ItemScores;
import io.llmlab.regression.detect.paired.SharedItems;
import io.llmlab.regression.detect.scale.Family;
import io.llmlab.regression.detect.scale.Scale;
import io.llmlab.regression.series.Point;
import io.llmlab.regression.series.Series;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.jspecify.annotations.Nullable;

/// What the normal runs of a stored series say of it.
///
/// @param family what kind of numbers they are: shares only where all are, and their items are known
/// @param baseline the usual value
/// @param isFall whether the worse is the lower
/// @param items that a run usually asks; null where they are not known
/// @param spread standard deviation of a run: of shares beyond what their items make, of positive numbers on the scale
///     of the logarithm
/// @param pairedSpread of shares: standard deviation of a run beyond what the chance of its items makes, where the runs
///     show one; else 0
/// @param runs how many they are
/// @param discordance share of the items that two of them answer differently; null where that is not known
record History(
        Family family,
        double baseline,
        boolean isFall,
        @Nullable Integer items,
        double spread,
        double pairedSpread,
        int runs,
        @Nullable Double discordance) {

    private static final int LEAST_RUNS = 3;

    /// A spread that comes by chance in one of ten cases is taken for one.
    private static final double EVIDENT = .9;

    static History of(Series series, Stretch stretch) {
        var normal = stretch.normal();
        var values = normal.stream().mapToDouble(Point::value).toArray();
        var isFall = !Boolean.FALSE.equals(series.higherIsBetter());
        var items = itemsOf(normal);
        return switch (Scale.of(series.family(), values)) {
            case ANGLE ->
                items == null
                        ? ofValues(Family.REAL, values, values, isFall)
                        : ofShares(values, items, isFall, discordance(stretch.items()));
            case LOGARITHM ->
                ofValues(
                        Family.POSITIVE,
                        values,
                        Arrays.stream(values).map(Math::log).toArray(),
                        isFall);
            case IDENTITY -> ofValues(Family.REAL, values, values, isFall);
        };
    }

    private static @Nullable Integer itemsOf(List<Point> points) {
        var known = points.stream()
                .map(Point::sampleCount)
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .filter(count -> count > 0)
                .sorted()
                .toArray();
        return known.length < points.size() || known.length == 0 ? null : known[known.length / 2];
    }

    private static History ofShares(double[] values, int items, boolean isFall, @Nullable Double discordance) {
        var runs = values.length;
        var mean = Arrays.stream(values).average().orElseThrow();
        // A share of exactly 0 or 1 is half an item away from it.
        var edge = .5 / ((double) items * runs + 1);
        var share = Math.clamp(mean, edge, 1 - edge);
        var sampling = share * (1 - share) / items;
        var spread = ShareSpread.of(values, share, sampling);
        var paired = discordance == null ? 0 : pairedSpread(values, mean, discordance / 2 / items);
        return new History(Family.PROPORTION, share, isFall, items, spread, paired, runs, discordance);
    }

    private static History ofValues(Family family, double[] values, double[] places, boolean isFall) {
        var runs = values.length;
        if (runs < LEAST_RUNS) {
            throw new Conflict(
                    "The series has %d normal runs; it takes %d to know how they vary".formatted(runs, LEAST_RUNS));
        }
        var spread = Math.sqrt(squares(places, Arrays.stream(places).average().orElseThrow()) / (runs - 1));
        if (spread == 0) {
            throw new Conflict("The runs of the series are all alike: any change would be seen");
        }
        var baseline = Arrays.stream(values).average().orElseThrow();
        return new History(family, baseline, isFall, null, spread, 0, runs, null);
    }

    /// As the look at items takes it.
    ///
    /// @param ofItems variance of a run that the chance of its items makes
    private static double pairedSpread(double[] values, double mean, double ofItems) {
        var freedom = values.length - 1;
        var squares = squares(values, mean);
        if (values.length < LEAST_RUNS
                || squares
                        <= new ChiSquaredDistribution(null, freedom).inverseCumulativeProbability(EVIDENT) * ofItems) {
            return 0;
        }
        return Math.sqrt(squares / freedom - ofItems);
    }

    private static double squares(double[] values, double mean) {
        return Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
    }

    /// The normal runs among themselves, neighbour by neighbour; of a single one, against the newest.
    private static @Nullable Double discordance(@Nullable ItemHistory items) {
        if (items == null) {
            return null;
        }
        var runs = items.before().size() > 1
                ? items.before()
                : Stream.concat(Stream.of(items.newest()), items.before().stream())
                        .toList();
        var shares = IntStream.range(1, runs.size())
                .mapToObj(run -> differing(runs.get(run), runs.get(run - 1)))
                .flatMapToDouble(OptionalDouble::stream)
                .toArray();
        return shares.length == 0 ? null : Arrays.stream(shares).average().orElseThrow();
    }

    private static OptionalDouble differing(ItemScores before, ItemScores after) {
        var shared = SharedItems.of(before, after);
        if (shared.matched() < SharedItems.ENOUGH || !shared.scores().isBinary()) {
            return OptionalDouble.empty();
        }
        var flipped = shared.scores().lost().length + shared.scores().gained().length;
        return OptionalDouble.of((double) flipped / shared.items());
    }
}
