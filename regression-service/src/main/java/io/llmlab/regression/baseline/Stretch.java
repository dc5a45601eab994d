package io.llmlab.regression.baseline;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.llmlab.regression.detect.Window;
import io.llmlab.regression.detect.paired.ItemHistory;
import io.llmlab.regression.detect.paired.ItemScores;
import io.llmlab.regression.detect.scale.Family;
import io.llmlab.regression.detect.scale.Observations;
import io.llmlab.regression.series.Point;
import io.llmlab.regression.series.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The end of a series: its newest runs, and those before them that count as normal. Oldest first, but what a person
/// called normal comes before the rest.
///
/// @param regressed runs among the recent ones that belong to a finding
/// @param items what the newest run scored item by item, and runs before it; null where it is not known
/// @param pin null: the baseline is a rolling one
public record Stretch(
        List<Point> baseline,
        List<Point> recent,
        Set<Long> regressed,
        @Nullable ItemHistory items,
        @Nullable Pin pin) {

    /// Scores are kept with seven digits.
    private static final double SAME = 1e-5;
    private static final double DAY = Duration.ofDays(1).toMillis();

    public Stretch(List<Point> baseline, List<Point> recent) {
        this(baseline, recent, Set.of(), null, null);
    }

    /// The end of a series that consists of these runs alone.
    ///
    /// @param points oldest first
    static Stretch of(List<Point> points) {
        var recent = Math.max(0, points.size() - Window.RECENT_RUNS);
        return new Stretch(points.subList(0, recent), points.subList(recent, points.size()));
    }

    /// What a method compares that knows one baseline and the newest three runs: where a baseline is pinned, no run
    /// but the pinned ones is normal to it. Methods that look at windows of several lengths see the runs in between
    /// too: windows consist of them.
    public Stretch pinnedAlone() {
        return pin == null ? this : new Stretch(pin.runs(), recent, regressed, items, pin);
    }

    /// What a detector sees of it.
    public Window window(Family family) {
        return new Window(values(baseline), ages(), values(recent), samplingError(), samples(), family)
                .at(seconds())
                .with(items)
                .pinned(pinned());
    }

    /// How many runs at the beginning of the baseline are what a person called normal, the last of the pinned ones
    /// among them; 0 where the baseline is a rolling one.
    public int pinned() {
        return pin == null
                ? 0
                : 1 + pin.runs().stream().mapToInt(baseline::lastIndexOf).max().orElse(-1);
    }

    /// Whether a baseline that is pinned is one; always where none is pinned.
    public boolean hasEnoughPinned(int least) {
        return pin == null || pin.runs().size() >= least;
    }

    /// The runs whose items tell what is new: the newest first, then those that count as normal before it.
    List<Long> runsToPair() {
        return toPair().map(point -> point.position().runId()).toList();
    }

    private Stream<Point> toPair() {
        var before = normalBeforeNewest()
                .sorted(Comparator.comparing(Point::position).reversed())
                .limit(ItemHistory.BASELINE_RUNS);
        return Stream.concat(Stream.of(recent.getLast()), before);
    }

    private Stream<Point> normalBeforeNewest() {
        if (pin != null) {
            return pin.runs().stream();
        }
        var normal = recent.subList(0, recent.size() - 1).stream()
                .filter(point -> !regressed.contains(point.position().runId()));
        return Stream.concat(baseline.stream(), normal);
    }

    /// The same with the items of those runs whose value is their mean score; without any if the newest run's is not.
    public Stretch with(Map<Long, ItemScores> known) {
        var scored = toPair().filter(
                        point -> isMeanOf(known.get(point.position().runId()), point))
                .toList();
        if (scored.isEmpty() || !scored.getFirst().equals(recent.getLast())) {
            return this;
        }
        var scores = scored.stream()
                .map(point -> requireNonNull(known.get(point.position().runId())))
                .toList();
        var history = new ItemHistory(scores.getFirst(), scores.subList(1, scores.size()));
        return new Stretch(baseline, recent, regressed, history, pin);
    }

    private static boolean isMeanOf(@Nullable ItemScores scores, Point point) {
        return scores != null && Math.abs(scores.mean() - point.value()) <= SAME;
    }

    /// Its runs that belong to no finding.
    public List<Point> normal() {
        return points().filter(point -> !regressed.contains(point.position().runId()))
                .toList();
    }

    /// The run that a look at it is about.
    public long newestRunId() {
        return recent.getLast().position().runId();
    }

    /// Its oldest run.
    Position begins() {
        return points().map(Point::position).min(Comparator.naturalOrder()).orElseThrow();
    }

    /// The times of its runs, oldest first.
    public List<Instant> times() {
        return points().map(point -> point.position().at()).sorted().toList();
    }

    /// Its runs as what was measured on a scale of the family.
    public Observations observations(Family family) {
        var runs = points().mapToDouble(Point::value);
        return new Observations(runs.toArray(), samples(), family);
    }

    private Stream<Point> points() {
        return Stream.concat(baseline.stream(), recent.stream());
    }

    private int size() {
        return baseline.size() + recent.size();
    }

    /// @param index into the baseline, then the recent runs, as detectors count
    private Point point(int index) {
        return index < baseline.size() ? baseline.get(index) : recent.get(index - baseline.size());
    }

    // A look at a series copies it five times: loops do that in a fraction of what streams take.
    private long[] seconds() {
        var seconds = new long[size()];
        for (int run = 0; run < seconds.length; run++) {
            seconds[run] = point(run).position().at().getEpochSecond();
        }
        return seconds;
    }

    /// The same runs divided at another place: those from there on are recent, and are all taken to be no baseline.
    Stretch since(Position from) {
        var normal = Stream.concat(
                        baseline.stream(),
                        recent.stream()
                                .filter(point ->
                                        !regressed.contains(point.position().runId())))
                .filter(point -> point.position().compareTo(from) < 0)
                .toList();
        var suspected =
                points().filter(point -> point.position().compareTo(from) >= 0).toList();
        var runs = suspected.stream().map(point -> point.position().runId()).collect(Collectors.toSet());
        return new Stretch(normal, suspected, runs, null, pin);
    }

    /// The same without the recent runs up to this place; maybe without any.
    public Stretch after(Position place) {
        var later = recent.stream()
                .filter(point -> point.position().compareTo(place) > 0)
                .toList();
        return new Stretch(baseline, later, regressed, items, pin);
    }

    private int[] samples() {
        var samples = new int[size()];
        for (int run = 0; run < samples.length; run++) {
            samples[run] = requireNonNullElse(point(run).sampleCount(), 0);
        }
        return samples;
    }

    /// @param index into the baseline, then the recent runs, as detectors count
    public Position positionOf(int index) {
        return point(index).position();
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

    /// Runs that were put before others count as old as these.
    private double[] ages() {
        var ages = new double[baseline.size()];
        var newest = baseline.isEmpty() ? 0 : millis(baseline.getLast());
        for (int run = ages.length - 2; run >= 0; run--) {
            ages[run] = Math.max((newest - millis(baseline.get(run))) / DAY, ages[run + 1]);
        }
        return ages;
    }

    private static long millis(Point point) {
        return point.position().at().toEpochMilli();
    }

    private static double[] values(List<Point> points) {
        var values = new double[points.size()];
        for (int run = 0; run < values.length; run++) {
            values[run] = points.get(run).value();
        }
        return values;
    }
}
