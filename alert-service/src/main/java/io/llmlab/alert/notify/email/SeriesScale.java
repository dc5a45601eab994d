package io.llmlab.alert.notify.email;

import io.llmlab.alert.notify.Message;
import io.llmlab.alert.signal.History.Point;
import io.llmlab.alert.signal.Interval;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Where the parts of a series stand in a picture. Runs stand side by side at equal distances, whatever the time
/// between
/// them.
final class SeriesScale {

    private static final int FEWEST = 5;
    private static final double OUTSIDE = 0.05;
    private static final double MARGIN = 0.08;
    private static final double INSET = 10;
    private static final double LINE = 14;

    private final Message.Chart chart;
    private final double left;
    private final double right;
    private final double top;
    private final double bottom;
    private final Optional<Interval> normal;
    private final double lowest;
    private final double highest;

    private SeriesScale(Message.Chart chart, double left, double right, double top, double bottom) {
        this.chart = chart;
        this.left = left;
        this.right = right;
        this.top = top;
        this.bottom = bottom;
        this.normal = normal(chart);
        var values = DoubleStream.concat(
                        chart.points().stream().mapToDouble(Point::value), DoubleStream.of(chart.baseline()))
                .summaryStatistics();
        this.lowest = values.getMin();
        this.highest = values.getMax();
    }

    /// @param bottom greater than top
    static SeriesScale of(Message.Chart chart, double left, double right, double top, double bottom) {
        return new SeriesScale(chart, left, right, top, bottom);
    }

    /// Where nine of ten runs before the onset lie; empty where there are too few to say.
    private static Optional<Interval> normal(Message.Chart chart) {
        var before = chart.points().stream()
                .filter(point -> chart.onset() == null || point.at().isBefore(chart.onset()))
                .mapToDouble(Point::value)
                .sorted()
                .toArray();
        return before.length < FEWEST
                ? Optional.empty()
                : Optional.of(new Interval(quantile(before, OUTSIDE), quantile(before, 1 - OUTSIDE)));
    }

    /// Between the two nearest values.
    private static double quantile(double[] sorted, double share) {
        var place = share * (sorted.length - 1);
        var below = (int) Math.floor(place);
        var above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    Optional<Interval> normal() {
        return normal;
    }

    /// Of all values, the baseline among them.
    double lowest() {
        return lowest;
    }

    double highest() {
        return highest;
    }

    double x(int run) {
        return left + INSET + run * (right - left - 2 * INSET) / (chart.points().size() - 1);
    }

    double y(double value) {
        var room = highest == lowest ? Math.max(Math.abs(highest), 1) * MARGIN : (highest - lowest) * MARGIN;
        var share = (value - (lowest - room)) / (highest - lowest + 2 * room);
        return bottom - share * (bottom - top);
    }

    /// Between the last run before it and the first one after; empty where it is not known, or all are on one side.
    Optional<Double> onset() {
        var first = IntStream.range(0, chart.points().size())
                .filter(run -> isAfterOnset(chart.points().get(run)))
                .findFirst();
        return first.isEmpty() || first.getAsInt() == 0
                ? Optional.empty()
                : Optional.of((x(first.getAsInt() - 1) + x(first.getAsInt())) / 2);
    }

    boolean isAfterOnset(Point point) {
        return chart.onset() != null && !point.at().isBefore(chart.onset());
    }

    /// Whether its number would stand clear of those of the lowest and the highest value.
    boolean hasRoomForBaseline() {
        return Arrays.stream(new double[] {lowest, highest})
                .allMatch(other -> Math.abs(y(other) - y(chart.baseline())) >= LINE);
    }
}
