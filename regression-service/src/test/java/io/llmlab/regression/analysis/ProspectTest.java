package io.llmlab.regression.analysis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.llmlab.regression.baseline.Pin;
import io.llmlab.regression.baseline.Stretch;
import io.llmlab.regression.config.Watch;
import io.llmlab.regression.detect.Outcome.Regressed;
import io.llmlab.regression.detect.Settings;
import io.llmlab.regression.detect.paired.ItemHistory;
import io.llmlab.regression.detect.paired.ItemScores;
import io.llmlab.regression.finding.Evaluation;
import io.llmlab.regression.series.Point;
import io.llmlab.regression.series.Position;
import io.llmlab.regression.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProspectTest {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Series ACCURACY = new Series(1, 7, "gsm8k", "accuracy", "overall_accuracy", "aa", null, true);
    private static final Series LATENCY = new Series(2, 7, "gsm8k", "latency", "avg_latency_ms", "aa", "ms", false);
    private static final Series REWARD = new Series(3, 7, "gsm8k", "custom", "reward", "aa", null, true);

    @Test
    void countsTheMissingRunsAndTellsWhenTheyWillBeThere() {
        var data = prospect(LATENCY, "auto", hour(2.5), run(0, 100), run(1, 101), run(2, 99));

        assertThat(data.missingRuns()).isEqualTo(3);
        assertThat(data.protectionBegins()).isEqualTo(hour(5));
    }

    @Test
    void expectsARunThatIsOverdueAtOnce() {
        var data = prospect(LATENCY, "auto", hour(10), run(0, 100), run(1, 101), run(2, 99));

        assertThat(data.protectionBegins()).isEqualTo(hour(12));
    }

    @Test
    void takesNoPauseForTheUsualInterval() {
        var data = prospect(LATENCY, "auto", hour(60), run(0, 100), run(1, 101), run(2, 99), run(60, 100));

        assertThat(data.protectionBegins()).isEqualTo(hour(62));
    }

    @Test
    void doesNotGuessAnIntervalFromOneRun() {
        var data = prospect(LATENCY, "auto", hour(1), run(0, 100));

        assertThat(data.missingRuns()).isEqualTo(5);
        assertThat(data.protectionBegins()).isNull();
        assertThat(data.smallestVisible()).isNull();
    }

    /// One run of 400 samples tells how much its samples alone make it vary.
    @Test
    void knowsTheNoiseOfASingleShare() {
        var data = prospect(ACCURACY, "auto", hour(1), share(0, .8));

        assertThat(requireNonNull(data.smallestVisible())).isBetween(.05, .3);
    }

    /// Standard deviation 1, so 1 * sqrt(6 / 5) * (t(.999) + t(.8)) with 4 degrees of freedom; from tables 7.173 and
    /// .941.
    @Test
    void tellsWhatOneRunAgainstFiveWillShow() {
        var data = prospect(REWARD, "auto", hour(3), run(0, -1), run(1, 0), run(2, 1));

        assertThat(requireNonNull(data.smallestVisible())).isCloseTo(8.888, within(.01));
    }

    @Test
    void promisesNothingBelowThePracticalFloor() {
        var data = prospect(LATENCY, "auto", hour(2), run(0, 100), run(1, 100));

        assertThat(requireNonNull(data.smallestVisible())).isCloseTo(5, within(1e-9));
    }

    /// The promise is kept by runs that vary as their samples make them.
    @Test
    void seesWhatItPromisedInFourOfFiveCases() {
        var promised =
                requireNonNull(prospect(ACCURACY, "auto", hour(1), share(0, .8)).smallestVisible());
        var random = new Random(42);
        var seen = 0;
        var cases = 500;
        for (var one = 0; one < cases; one++) {
            var points = new ArrayList<Point>();
            for (var run = 0; run < 5; run++) {
                points.add(share(run, drawn(random, .8)));
            }
            points.add(share(5, drawn(random, .8 - promised)));
            seen += look(ACCURACY, "auto", points).outcome() instanceof Regressed ? 1 : 0;
        }

        assertThat(seen / (double) cases).isBetween(.75, .97);
    }

    @Test
    void leavesOutWhatItCannotTellOfAMethod() {
        var data = prospect(LATENCY, "threshold_based", hour(2), run(0, 100), run(1, 101));

        assertThat(data.missingRuns()).isEqualTo(6);
        assertThat(data.protectionBegins()).isEqualTo(hour(7));
        assertThat(data.smallestVisible()).isNull();
    }

    @Test
    void comparesItemsWithTheNextRun() {
        var scores = new ItemScores(new long[] {1, 2, 3, 4, 5, 6}, new double[] {1, 0, 1, 0, 1, 0});
        var items = new ItemHistory(scores, List.of());
        var stretch = new Stretch(List.of(), List.of(share(0, .5)), Set.of(), items, null);

        var data = prospect(Evaluation.of(ACCURACY, watch("auto"), stretch), hour(1));

        assertThat(data.missingRuns()).isEqualTo(1);
        assertThat(data.paired()).isTrue();
    }

    @Test
    void waitsForNoRunWhereTooFewArePinned() {
        var pinned = List.of(run(0, 100), run(1, 101));
        var recent = List.of(run(2, 100), run(3, 99), run(4, 100));
        var stretch = new Stretch(pinned, recent, Set.of(), null, new Pin(5, pinned));

        var data = prospect(Evaluation.of(LATENCY, watch("auto"), stretch), hour(5));

        assertThat(data.protectionBegins()).isNull();
    }

    @Test
    void saysNothingOfASeriesThatIsLongEnough() {
        var points = new ArrayList<Point>();
        for (var run = 0; run < 8; run++) {
            points.add(run(run, 100 + run % 2));
        }

        assertThat(Prospect.of(look(LATENCY, "auto", points), hour(9))).isNull();
    }

    private static InsufficientData prospect(Series series, String method, Instant now, Point... points) {
        return prospect(look(series, method, List.of(points)), now);
    }

    private static InsufficientData prospect(Evaluation evaluation, Instant now) {
        return requireNonNull(Prospect.of(evaluation, now), "the series is long enough");
    }

    private static Evaluation look(Series series, String method, List<Point> points) {
        var split = Math.max(0, points.size() - 3);
        var stretch = new Stretch(points.subList(0, split), points.subList(split, points.size()));
        return Evaluation.of(series, watch(method), stretch);
    }

    private static Watch watch(String method) {
        return Watch.of(method, Settings.usual());
    }

    private static double drawn(Random random, double share) {
        return random.doubles(400).filter(draw -> draw < share).count() / 400.0;
    }

    private static Point run(double hour, double value) {
        return point(hour, value, null);
    }

    private static Point share(double hour, double value) {
        return point(hour, value, 400);
    }

    private static Point point(double hour, double value, @Nullable Integer samples) {
        return new Point(new Position(hour(hour), (long) hour), value, null, samples);
    }

    private static Instant hour(double hour) {
        return START.plus(Duration.ofMinutes(Math.round(60 * hour)));
    }
}
