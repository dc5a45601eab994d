package io.llmlab.local.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// How long an answer takes, in milliseconds: `fixed`, `uniform` between `min` and `max`, or `log_normal` by its median
/// and 95th percentile (what real endpoints look like). Exactly one of the three is given.
@JsonInclude(Include.NON_NULL)
public record Latency(
        @Nullable Double fixed,
        @Nullable Uniform uniform,
        @Nullable LogNormal logNormal) {

    /// The 95th percentile of the standard normal distribution.
    private static final double Z95 = 1.6448536269514722;

    /// @param min milliseconds, 0 or more
    /// @param max milliseconds, `min` or more
    public record Uniform(double min, double max) {
        public Uniform {
            if (!(min >= 0 && max >= min)) {
                throw new IllegalArgumentException("uniform latency needs 0 <= min <= max");
            }
        }
    }

    /// @param median milliseconds, over 0
    /// @param p95 milliseconds, `median` or more
    public record LogNormal(double median, double p95) {
        public LogNormal {
            if (!(median > 0 && p95 >= median)) {
                throw new IllegalArgumentException("log-normal latency needs 0 < median <= p95");
            }
        }
    }

    public Latency {
        var given = (fixed == null ? 0 : 1) + (uniform == null ? 0 : 1) + (logNormal == null ? 0 : 1);
        if (given != 1) {
            throw new IllegalArgumentException("latency_ms needs one of fixed, uniform, log_normal");
        }
        if (fixed != null && !(fixed >= 0)) {
            throw new IllegalArgumentException("a fixed latency is 0 or more");
        }
    }

    public static Latency fixed(double milliseconds) {
        return new Latency(milliseconds, null, null);
    }

    public static Latency logNormal(double median, double p95) {
        return new Latency(null, null, new LogNormal(median, p95));
    }

    Duration sample(RandomGenerator random) {
        return Duration.ofNanos(Math.round(milliseconds(random) * 1_000_000));
    }

    private double milliseconds(RandomGenerator random) {
        if (fixed != null) {
            return fixed;
        }
        if (uniform != null) {
            return uniform.min() + random.nextDouble() * (uniform.max() - uniform.min());
        }
        if (logNormal != null) {
            var sigma = Math.log(logNormal.p95() / logNormal.median()) / Z95;
            return logNormal.median() * Math.exp(sigma * random.nextGaussian());
        }
        throw new IllegalStateException("a latency without a distribution");
    }
}
