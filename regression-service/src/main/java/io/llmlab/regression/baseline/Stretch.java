package io.llmlab.regression.baseline;

import io.llmlab.regression.detect.Window;
import io.llmlab.regression.detect.scale.Family;
import io.llmlab.regression.series.Point;
import io.llmlab.regression.series.Position;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// The end of a series: its newest runs, and those before them that count as normal. Oldest first.
public record Stretch(List<Point> baseline, List<Point> recent) {

    private static final double DAY = Duration.ofDays(1).toMillis();

    /// What a detector sees of it.
    public Window window(Family family) {
        return new Window(values(baseline), ages(), values(recent), samplingError(), samples(), family);
    }

    private int[] samples() {
        return Stream.concat(baseline.stream(), recent.stream())
                .mapToInt(point -> Objects.requireNonNullElse(point.sampleCount(), 0))
                .toArray();
    }

    /// @param index into the baseline, then the recent runs, as detectors count
    public Position positionOf(int index) {
        var point = index < baseline.size() ? baseline.get(index) : recent.get(index - baseline.size());
        return point.position();
    }

    /// Where the recent runs begin.
    public Position recentFrom() {
        return recent.getFirst().position();
    }

    /// What sampling alone adds to the difference of the two means; 0 unless it is known of every run.
    private double samplingError() {
        return Math.sqrt(squaredErrorOfMean(baseline) + squaredErrorOfMean(recent));
    }

    private static double squaredErrorOfMean(List<Point> points) {
        var sum = 0.0;
        for (var point : points) {
            if (point.stdError() == null) {
                return 0;
            }
            sum += point.stdError() * point.stdError();
        }
        return points.isEmpty() ? 0 : sum / points.size() / points.size();
    }

    private double[] ages() {
        return baseline.stream()
                .mapToDouble(point -> daysBetween(point, baseline.getLast()))
                .toArray();
    }

    private static double daysBetween(Point earlier, Point later) {
        return Duration.between(earlier.position().at(), later.position().at()).toMillis() / DAY;
    }

    private static double[] values(List<Point> points) {
        return points.stream().mapToDouble(Point::value).toArray();
    }
}
