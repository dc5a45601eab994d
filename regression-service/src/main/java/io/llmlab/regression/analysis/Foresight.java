package io.llmlab.regression.analysis;

import io.llmlab.regression.detect.Floor;
import io.llmlab.regression.detect.Settings;
import io.llmlab.regression.detect.look.Look;
import io.llmlab.regression.detect.scale.Observations;
import io.llmlab.regression.detect.scale.Scale;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What the first look at a series will see: the look that would be taken if the missing runs came, as noisy as those
/// that are there, and nothing below the practical floor.
///
/// The noise is the variance of the runs so far. Where the number of samples is known, what these alone make a share
/// vary counts like four runs, as in the look itself, so that one run is enough to go by.
final class Foresight {

    private static final double POWER = .8;
    private static final double PRIOR_RUNS = 4;

    private Foresight() {}

    /// @param needed runs of the first look, 3 or more
    /// @param alarmRate error of the look
    /// @param isFall whether a fall is for the worse
    /// @return in the metric's unit, 0 or more; null where nothing is known of the noise
    static @Nullable Double smallestVisible(
            Observations known, int needed, Settings settings, double alarmRate, boolean isFall) {
        if (known.length() == 0) {
            return null;
        }
        var scale = known.scale();
        var places = known.on(scale);
        var samples = known.samples()[known.length() - 1];
        var sampling = scale.samplingVariance(samples);
        if (known.length() == 1 && sampling == 0) {
            return null;
        }
        var level = Arrays.stream(places).average().orElseThrow();
        var spread = Math.sqrt(variance(places, level, sampling));
        var expected = expected(scale, level, spread, needed);
        var counts = new int[needed];
        Arrays.fill(counts, samples);
        var visible = Look.at(new Observations(expected, counts, known.family()), settings.minDataPoints())
                .smallestVisible(1, alarmRate, POWER, isFall);
        var least = Math.max(visible, Floor.least(known.family(), settings, scale.back(level)));
        return Double.isFinite(least) ? least : null;
    }

    private static double variance(double[] places, double level, double sampling) {
        var squares = Arrays.stream(places)
                .map(place -> (place - level) * (place - level))
                .sum();
        var prior = sampling > 0 ? PRIOR_RUNS : 0;
        return (prior * sampling + squares) / (prior + places.length - 1);
    }

    /// Runs that lie in turn above and below the level, with this standard deviation among the baseline runs, and the
    /// newest at the level.
    private static double[] expected(Scale scale, double level, double spread, int runs) {
        var baseline = runs - 1;
        var pairs = baseline / 2 * 2;
        var step = spread * Math.sqrt((baseline - 1.0) / pairs);
        var values = new double[runs];
        for (var run = 0; run < runs; run++) {
            var side = run >= pairs ? 0 : run % 2 == 0 ? 1 : -1;
            values[run] = scale.back(level + side * step);
        }
        return values;
    }
}
