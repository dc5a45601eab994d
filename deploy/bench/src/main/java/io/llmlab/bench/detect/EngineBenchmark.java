package io.llmlab.bench.detect;

import io.llmlab.regression.detect.Detector;
import io.llmlab.regression.detect.Detectors;
import io.llmlab.regression.detect.Direction;
import io.llmlab.regression.detect.Outcome;
import io.llmlab.regression.detect.Settings;
import io.llmlab.regression.detect.Window;
import io.llmlab.regression.detect.scale.Family;
import io.llmlab.regression.detect.segment.Segmentation;
import io.llmlab.regression.detect.segment.Segmenter;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What the engine costs on one warm thread: Gaussian noise with a step of one standard deviation in the middle.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class EngineBenchmark {

    private static final int SEED = 20_261_128;

    private final double[] hundred = series(100);
    private final double[] thousand = series(1_000);
    private final double[] tenThousand = series(10_000);
    private final double[] twoHundred = series(200);
    private final Window window = Window.endOf(twoHundred);
    private final Detector auto = Detectors.named("auto").orElseThrow();
    private final Settings settings = Settings.usual();

    private static double[] series(int points) {
        var random = new Random(SEED);
        return IntStream.range(0, points)
                .mapToDouble(point -> random.nextGaussian() + (point < points / 2 ? 0 : 1))
                .toArray();
    }

    @Benchmark
    public Segmentation segmentsOf100() {
        return Segmenter.segment(hundred, Family.REAL);
    }

    @Benchmark
    public Segmentation segmentsOf1000() {
        return Segmenter.segment(thousand, Family.REAL);
    }

    @Benchmark
    public Segmentation segmentsOf10000() {
        return Segmenter.segment(tenThousand, Family.REAL);
    }

    /// What a new run takes: one look at the newest runs of the series.
    @Benchmark
    public Outcome newPoint() {
        return auto.detect(window, settings, Direction.HIGHER_IS_BETTER);
    }

    /// What somebody who asks gets: the division of the whole series, and the newest look with the smallest changes
    /// that it would have seen.
    @Benchmark
    public Object[] analyze() {
        var outcome = auto.detect(window, settings, Direction.HIGHER_IS_BETTER);
        return new Object[] {
            Segmenter.segment(twoHundred, Family.REAL),
            auto.explained(outcome, window, settings, Direction.HIGHER_IS_BETTER)
        };
    }
}
