package io.llmlab.gateway.rollup;

import com.tdunning.math.stats.MergingDigest;
import com.tdunning.math.stats.ScaleFunction;
import com.tdunning.math.stats.TDigest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// How some values are distributed, in at most some 5 kB and in a form that can be merged: up to [#KEPT] values as they
/// are, more as a t-digest.
///
/// Up to [#KEPT] values a quantile is exact (interpolated between neighbours: R. Hyndman and Y. Fan, "Sample quantiles
/// in statistical packages", The American Statistician 50 (1996), type 7, as NumPy does). Beyond, it is a value whose
/// rank is at most one percent of the count away. A cluster of the digest holds `π / 300` of the values in the middle,
/// and less towards the ends.
///
/// Source: T. Dunning, "The t-digest: efficient estimates of distributions", Software Impacts 7 (2021), with the scale
/// function k1.
final class Quantiles {

    static final int KEPT = 64;

    private static final double COMPRESSION = 300;
    private static final byte VALUES = 0;
    private static final byte DIGEST = 1;

    private double[] values;
    private @Nullable TDigest digest;

    private Quantiles(double[] values, @Nullable TDigest digest) {
        this.values = values;
        this.digest = digest;
    }

    static Quantiles none() {
        return new Quantiles(new double[0], null);
    }

    /// @param bytes as [#bytes()] wrote them
    static Quantiles of(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        if (buffer.get() == DIGEST) {
            return new Quantiles(new double[0], scaled(MergingDigest.fromBytes(buffer)));
        }
        var values = new double[buffer.remaining() / Double.BYTES];
        buffer.asDoubleBuffer().get(values);
        return new Quantiles(values, null);
    }

    /// @param value finite
    void add(double value) {
        if (digest == null && values.length < KEPT) {
            values = Arrays.copyOf(values, values.length + 1);
            values[values.length - 1] = value;
        } else {
            digest().add(value);
        }
    }

    void add(Quantiles other) {
        for (var value : other.values) {
            add(value);
        }
        if (other.digest != null) {
            var mine = digest();
            // Its own merge puts the clusters in a random order, and the same events would give other numbers.
            other.digest.centroids().forEach(cluster -> mine.add(cluster.mean(), cluster.count()));
            // It takes the clusters at both ends for single values, which it only sees of one digest at a time.
            mine.compress();
        }
    }

    /// @param share of the values that are below, 0 to 1
    /// @return not a number where there are no values
    double at(double share) {
        if (digest != null) {
            return digest.quantile(share);
        }
        var sorted = values.clone();
        Arrays.sort(sorted);
        if (sorted.length == 0) {
            return Double.NaN;
        }
        var place = share * (sorted.length - 1);
        var below = (int) place;
        var above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    byte[] bytes() {
        if (digest == null) {
            var buffer = ByteBuffer.allocate(1 + values.length * Double.BYTES).put(VALUES);
            for (var value : values) {
                buffer.putDouble(value);
            }
            return buffer.array();
        }
        var buffer = ByteBuffer.allocate(1 + digest.byteSize()).put(DIGEST);
        digest.asBytes(buffer);
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private TDigest digest() {
        if (digest == null) {
            digest = scaled(new MergingDigest(COMPRESSION));
            for (var value : values) {
                digest.add(value);
            }
            values = new double[0];
        }
        return digest;
    }

    /// What is stored does not say by which function it was scaled.
    private static TDigest scaled(TDigest digest) {
        digest.setScaleFunction(ScaleFunction.K_1);
        return digest;
    }
}
