package io.llmlab.regression.analysis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.llmlab.regression.baseline.Stretch;
import io.llmlab.regression.config.Watch;
import io.llmlab.regression.detect.Direction;
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
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// From the first run on, which answered items that the next one will answer too.
class PairForesightTest {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Series ACCURACY = new Series(1, 7, "gsm8k", "accuracy", "acc", "aa", null, true);
    private static final double RIGHT = .8;

    /// Of an item that is right in one of two runs alone, this is the chance in each direction.
    private static final double FLIP = .025;

    /// Four of five are right.
    private static ItemScores first(int items) {
        return scores(IntStream.range(0, items)
                .mapToDouble(item -> item < RIGHT * items ? 1 : 0)
                .toArray());
    }

    private static ItemScores scores(double... scores) {
        return new ItemScores(LongStream.range(0, scores.length).toArray(), scores);
    }

    private static Point point(int hour, ItemScores scores) {
        return new Point(new Position(START.plus(Duration.ofHours(hour)), hour), scores.mean(), null, scores.items());
    }

    private static Evaluation look(List<Point> points, ItemHistory items) {
        return Evaluation.of(
                ACCURACY, Watch.of("auto", Settings.usual()), new Stretch(List.of(), points, Set.of(), items, null));
    }

    private static InsufficientData afterOne(ItemScores first) {
        var look = look(List.of(point(0, first)), new ItemHistory(first, List.of()));
        return requireNonNull(Prospect.of(look, START), "one run is enough");
    }

    /// The share of right items that are lost on top, so that the whole falls by so much.
    private static ItemScores second(Random random, ItemScores first, double drop) {
        return scores(Arrays.stream(first.scores())
                .map(score -> score == 1
                        ? random.nextDouble() < (FLIP + drop) / RIGHT ? 0 : 1
                        : random.nextDouble() < FLIP / (1 - RIGHT) ? 1 : 0)
                .toArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 500, 2_000})
    void seesWhatItPromisedInFourOfFiveCases(int items) {
        var first = first(items);
        var data = afterOne(first);
        var promised = requireNonNull(data.smallestVisible());
        var random = new Random(42);
        var cases = 400;
        var seen = IntStream.range(0, cases)
                .mapToObj(_ -> second(random, first, promised))
                .map(second ->
                        look(List.of(point(0, first), point(1, second)), new ItemHistory(second, List.of(first))))
                .filter(look -> look.outcome() instanceof Regressed)
                .count();

        assertThat(data.paired()).isTrue();
        assertThat(data.missingRuns()).isEqualTo(1);
        assertThat(seen / (double) cases).isBetween(.75, .97);
    }

    /// `d` with `d = norm.isf(.001)*sqrt((.05 + d)/500) + norm.ppf(.8)*sqrt((.05 + d - d*d)/500)`, by SciPy's
    /// `brentq`
    @Test
    void tellsTheDropThatConnorsFormulaGives() {
        assertThat(requireNonNull(afterOne(first(500)).smallestVisible())).isCloseTo(0.0574471750597338, within(1e-9));
    }

    @Test
    void countsItemsThatBelongTogetherOnce() {
        var first = first(2_000);
        var texts = IntStream.range(0, 2_000).mapToLong(item -> item / 4).toArray();
        var clustered = new ItemScores(first.keys(), first.scores(), texts);

        assertThat(afterOne(clustered).smallestVisible())
                .isEqualTo(afterOne(first(500)).smallestVisible());
    }

    /// A run of a single sample is how many begin.
    @Test
    void waitsForRunsWhereThereAreTooFewItemsToPair() {
        var data = afterOne(first(1));

        assertThat(data.paired()).isFalse();
        assertThat(data.missingRuns()).isEqualTo(Settings.usual().minDataPoints());
    }

    @Test
    void saysNothingWhereNoChangeCanBeSeen() {
        assertThat(afterOne(first(10)).smallestVisible()).isNull();
        assertThat(PairForesight.smallestVisible(
                        scores(0, 0, 0, 0, 0, 0), Settings.usual(), .001, Direction.HIGHER_IS_BETTER))
                .isEmpty();
        assertThat(PairForesight.smallestVisible(
                        scores(2, 3, 4, 5, 6, 7), Settings.usual(), .001, Direction.HIGHER_IS_BETTER))
                .isEmpty();
    }
}
