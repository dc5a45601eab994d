package io.llmlab.gateway.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantilesTest {

    private static final List<Double> SHARES = List.of(.25, .5, .75, .95);

    /// As the class says: one percent of the count.
    private static final double RANK_ERROR = .01;

    /// Values as metrics have them, and such as are hard on sketches.
    enum Shape {
        UNIFORM(Random::nextDouble),
        NORMAL(Random::nextGaussian),
        LATENCIES(random -> 800 * Math.exp(1.5 * random.nextGaussian())),
        SCORES(random -> random.nextInt(11) / 10.),
        MOSTLY_ONE(random -> random.nextInt(20) == 0 ? random.nextDouble() : 1),
        TWO_HEAPS(random -> (random.nextBoolean() ? 1e6 : 1) + random.nextDouble());

        private final ToDoubleFunction<Random> next;

        Shape(ToDoubleFunction<Random> next) {
            this.next = next;
        }

        double[] values(int count) {
            var random = new Random(ordinal());
            return IntStream.range(0, count)
                    .mapToDouble(_ -> next.applyAsDouble(random))
                    .toArray();
        }
    }

    private static Quantiles of(double... values) {
        var quantiles = Quantiles.none();
        Arrays.stream(values).forEach(quantiles::add);
        return quantiles;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 63, Quantiles.KEPT})
    void areExactForFewValues(int count) {
        var values = Shape.LATENCIES.values(count);
        var exact = new Percentile().withEstimationType(EstimationType.R_7);

        var quantiles = of(values);

        SHARES.forEach(
                share -> assertThat(quantiles.at(share)).isCloseTo(exact.evaluate(values, 100 * share), within(1e-9)));
    }

    /// As the values of a month arrive: each time the sketch is read, takes one more, and is stored.
    @ParameterizedTest
    @EnumSource(Shape.class)
    void areWithinTheStatedRankErrorForManyValuesOneByOne(Shape shape) {
        var values = shape.values(5_000);
        var bytes = Quantiles.none().bytes();
        for (var value : values) {
            var quantiles = Quantiles.of(bytes);
            quantiles.add(value);
            bytes = quantiles.bytes();
        }

        isWithinTheRankError(Quantiles.of(bytes), values);
        assertThat(bytes.length).isLessThan(5_000);
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void areWithinTheStatedRankErrorWhereDaysAreMerged(Shape shape) {
        var values = shape.values(31 * 1_000);
        var month = Quantiles.none();
        for (var day = 0; day < 31; day++) {
            month.add(Quantiles.of(of(Arrays.copyOfRange(values, day * 1_000, day * 1_000 + 1_000))
                    .bytes()));
        }

        isWithinTheRankError(month, values);
    }

    /// Two thousand an hour of which most days have one: some sketches lose the few among the many.
    @Test
    void areWithinTheStatedRankErrorWhereUnequalDaysAreMerged() {
        var many = Shape.NORMAL.values(20_000);
        var few = Shape.UNIFORM.values(200);
        var merged = of(few);
        merged.add(of(many));
        var others = of(many);
        others.add(of(few));

        var all = IntStream.range(0, many.length + few.length)
                .mapToDouble(at -> at < many.length ? many[at] : few[at - many.length])
                .toArray();
        isWithinTheRankError(merged, all);
        isWithinTheRankError(others, all);
    }

    @Test
    void areWithinTheStatedRankErrorForAscendingAndDescendingValues() {
        var ascending = IntStream.range(0, 20_000).mapToDouble(at -> at).toArray();
        var descending =
                IntStream.range(0, 20_000).mapToDouble(at -> 20_000 - at).toArray();

        isWithinTheRankError(of(ascending), ascending);
        isWithinTheRankError(of(descending), descending);
    }

    @Test
    void areTheSameForTheSameValues() {
        var values = Shape.LATENCIES.values(3_000);

        assertThat(of(values).bytes()).isEqualTo(of(values).bytes());
    }

    @Test
    void areNoNumberWithoutValues() {
        assertThat(Quantiles.none().at(.5)).isNaN();
        assertThat(Quantiles.of(Quantiles.none().bytes()).at(.5)).isNaN();
    }

    /// The rank of a value that occurs several times is every rank that its occurrences have.
    private static void isWithinTheRankError(Quantiles quantiles, double[] values) {
        for (var share : SHARES) {
            var found = quantiles.at(share);
            var below = Arrays.stream(values).filter(value -> value < found).count();
            var notAbove = Arrays.stream(values).filter(value -> value <= found).count();
            var wanted = share * values.length;
            var error = Math.max(0, Math.max(below - wanted, wanted - notAbove)) / values.length;
            assertThat(error).as("rank error at %s", share).isLessThanOrEqualTo(RANK_ERROR);
        }
    }
}
