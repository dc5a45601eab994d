package io.llmlab.regression.baseline;

import io.llmlab.regression.detect.Window;
import io.llmlab.regression.detect.paired.ItemHistory;
import io.llmlab.regression.detect.paired.ItemScores;
import io.llmlab.regression.detect.scale.Family;
import io.llmlab.regression.series.Point;
import io.llmlab.regression.series.Position;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The end of a series: its newest runs, and those before them that count as normal. Oldest first.
///
/// @param regressed runs among the recent ones that belong to a finding
/// @param items what the newest run scored item by item, and runs before it; null where it is not known
public record Stretch(
        List<Point> baseline,
        List<Point> recent,
        Set<Long> regressed,
        @Nullable ItemHistory items) {

    /// Scores are kept with seven digits.
    private static final double SAME = 1e-5;
    private static final double DAY = Duration.ofDays(1).toMillis();

    public Stretch(List<Point> baseline, List<Point> recent) {
        this(baseline, recent, Set.of(), null);
    }

    /// What a detector sees of it.
    public Window window(Family family) {
        return new Window(values(baseline), ages(), values(recent), samplingError(), samples(), family).with(items);
    }

    /// The runs whose items tell what is new: the newest first, then those that count as normal before it.
    List<Long> runsToPair() {
        var normal = recent.subList(0, recent.size() - 1).stream()
                .map(point -> point.position().runId())
                .filter(run -> !regressed.contains(run));
        var before = Stream.concat(
                        baseline.stream().map(point -> point.position().runId()), normal)
                .toList()
                .reversed();
        return Stream.concat(
                        Stream.of(recent.getLast().position().runId()),
                        before.stream().limit(ItemHistory.BASELINE_RUNS))
                .toList();
    }

    /// The same with the items that are known, if the newest run's value is their mean score.
    Stretch with(Map<Long, ItemScores> known) {
        var runs = runsToPair();
        var newest = known.get(runs.getFirst());
        if (newest == null || Math.abs(newest.mean() - recent.getLast().value()) > SAME) {
            return this;
        }
        var before =
                runs.stream().skip(1).filter(known::containsKey).map(known::get).toList();
        return before.isEmpty() ? this : new Stretch(baseline, recent, regressed, new ItemHistory(newest, before));
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
