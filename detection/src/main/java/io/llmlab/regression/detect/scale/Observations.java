package io.llmlab.regression.detect.scale;

import java.util.Arrays;

/// A stretch of a series, oldest first: what each run measured and on how many samples it rests.
///
/// @param values finite numbers
/// @param samples of each run, 0 where it is not known; as long as `values`
@SuppressWarnings("ArrayRecordComponent")
public record Observations(double[] values, int[] samples, Family family) {

    public Observations {
        if (values.length != samples.length) {
            throw new IllegalArgumentException("Each run has a number of samples, be it 0");
        }
    }

    /// Runs whose number of samples is not known.
    public static Observations of(Family family, double... values) {
        return new Observations(values, new int[values.length], family);
    }

    /// Shares of equally many samples.
    public static Observations ofShares(int samples, double... shares) {
        var counts = new int[shares.length];
        Arrays.fill(counts, samples);
        return new Observations(shares, counts, Family.PROPORTION);
    }

    public int length() {
        return values.length;
    }

    /// The newest runs.
    ///
    /// @param count at most so many
    public Observations newest(int count) {
        return between(Math.max(0, values.length - count), values.length);
    }

    /// A part of the stretch.
    ///
    /// @param first index of the first run that is kept
    /// @param end index behind the last one
    public Observations between(int first, int end) {
        return new Observations(
                Arrays.copyOfRange(values, first, end), Arrays.copyOfRange(samples, first, end), family);
    }

    /// What is left without the oldest runs.
    ///
    /// @param first index of the first run that is kept
    public Observations from(int first) {
        return newest(values.length - first);
    }

    public Scale scale() {
        return Scale.of(family, values);
    }

    /// Whether they are shares of samples whose number is known, so that what was counted can be told.
    public boolean areCounted() {
        return scale() == Scale.ANGLE && Arrays.stream(samples).allMatch(count -> count > 0);
    }

    /// The values on a scale.
    public double[] on(Scale scale) {
        var places = new double[values.length];
        for (var run = 0; run < places.length; run++) {
            places[run] = scale.of(values[run], samples[run]);
        }
        return places;
    }
}
