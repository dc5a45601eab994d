package io.llmlab.regression.detect.scale;

import java.util.Arrays;

/// A stretch of a series, oldest first: what each run measured and on how many samples it rests.
///
/// @param values finite numbers
/// @param samples of each run, 0 where it is not known; as long as `values`
@SuppressWarnings("ArrayRecordComponent")
public record Observations(double[] values, int[] samples, Family family) {

    /// A share is held to rest on twenty samples at least.
    private static final double LARGEST_EVENT = .05;

    /// What lies nearer to 0 or 1 is rounding.
    private static final double SMALLEST_EVENT = 1e-6;

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

    /// The same, with a number of samples where the shares tell one: if most runs have none of what is
    /// counted, or nothing else, the least that any run has is taken for one event. Without it these runs
    /// would seem to have no noise, and each event to be a change.
    public Observations counted() {
        if (scale() != Scale.ANGLE || Arrays.stream(samples).anyMatch(count -> count > 0)) {
            return this;
        }
        var event = Math.min(leastEvent(0), leastEvent(1));
        return event > LARGEST_EVENT ? this : ofShares((int) Math.round(1 / event), values);
    }

    /// How far the run nearest to the bound lies from it, if most runs lie on it; else infinite.
    private double leastEvent(double bound) {
        var away = Arrays.stream(values)
                .map(value -> Math.abs(value - bound))
                .filter(distance -> distance > SMALLEST_EVENT)
                .toArray();
        return away.length == 0 || 2 * away.length >= values.length
                ? Double.POSITIVE_INFINITY
                : Math.min(LARGEST_EVENT, Arrays.stream(away).min().orElseThrow());
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
