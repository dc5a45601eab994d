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

/// What the engine costs on one warm thread. Whole series are Gaussian noise with a step of one standard
/// deviation in the middle; the ends of series that a new run is looked at with are those of [ServiceWindow].
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
    private final Window bare = Window.endOf(twoHundred);
    private final Window share = ServiceWindow.share();
    private final Window items = ServiceWindow.shareOfItems();
    private final Window latency = ServiceWindow.latency();
    private final Window daily = ServiceWindow.dailyLatency();
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

    /// What a new run takes of which nothing but values is known.
    @Benchmark
    public Outcome newBarePoint() {
        return auto.detect(bare, settings, Direction.HIGHER_IS_BETTER);
    }

    /// What a new run takes in the service.
    @Benchmark
    public Outcome newShare() {
        return auto.detect(share, settings, Direction.HIGHER_IS_BETTER);
    }

    /// The same, compared item by item beside.
    @Benchmark
    public Outcome newShareOfItems() {
        return auto.detect(items, settings, Direction.HIGHER_IS_BETTER);
    }

    @Benchmark
    public Outcome newLatency() {
        return auto.detect(latency, settings, Direction.LOWER_IS_BETTER);
    }

    /// With a season that is found and taken out.
    @Benchmark
    public Outcome newLatencyOfADay() {
        return auto.detect(daily, settings, Direction.LOWER_IS_BETTER);
    }

    /// What somebody who asks gets: the division of the whole series, and the newest look with the smallest
    /// changes that it would have seen.
    @Benchmark
    public Object[] analyze() {
        var outcome = auto.detect(latency, settings, Direction.LOWER_IS_BETTER);
        return new Object[] {
            Segmenter.segment(twoHundred, Family.REAL),
            auto.explained(outcome, latency, settings, Direction.LOWER_IS_BETTER)
        };
    }
}
