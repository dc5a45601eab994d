package io.llmlab.regression.detect.scale;

/// A scale on which the noise of a family does not depend on the level, so that runs of a good and of a bad
/// model are judged alike.
///
/// - proportions: the angle `2 asin(sqrt p)`, whose sampling variance is `1 / m` at every level, with Anscombe's
///   correction where the number of samples is known (it keeps 0 and 1 finite in effect);
/// - positive numbers: the natural logarithm, where a factor is a difference;
/// - real numbers: themselves.
///
/// Source: F. J. Anscombe, "The transformation of Poisson, binomial and negative-binomial data", Biometrika 35
/// (1948).
public enum Scale {
    ANGLE {
        @Override
        public double of(double value, int samples) {
            var share = Math.clamp(value, 0, 1);
            return samples == 0
                    ? 2 * Math.asin(Math.sqrt(share))
                    : 2 * Math.asin(Math.sqrt((share * samples + .375) / (samples + .75)));
        }

        @Override
        public double back(double angle) {
            var sine = Math.sin(Math.clamp(angle, 0, Math.PI) / 2);
            return sine * sine;
        }

        @Override
        public double back(double angle, int samples) {
            return samples == 0 ? back(angle) : Math.clamp((back(angle) * (samples + .75) - .375) / samples, 0, 1);
        }

        @Override
        public double samplingVariance(int samples) {
            return samples == 0 ? 0 : 1 / (samples + .5);
        }

        @Override
        public double errorOf(double value, double error) {
            return (of(value + error, 0) - of(value - error, 0)) / 2;
        }
    },

    LOGARITHM {
        @Override
        public double of(double value, int samples) {
            return Math.log(value);
        }

        @Override
        public double back(double logarithm) {
            return Math.exp(logarithm);
        }

        @Override
        public double samplingVariance(int samples) {
            return 0;
        }

        @Override
        public double errorOf(double value, double error) {
            return Math.log1p(error / value);
        }
    },

    IDENTITY {
        @Override
        public double of(double value, int samples) {
            return value;
        }

        @Override
        public double back(double value) {
            return value;
        }

        @Override
        public double samplingVariance(int samples) {
            return 0;
        }

        @Override
        public double errorOf(double value, double error) {
            return error;
        }
    };

    /// The scale of a family for these values. Positive numbers that are not all above 0 (a model without a
    /// price) have no logarithm and are taken as real ones; so are proportions that are none.
    public static Scale of(Family family, double[] values) {
        return switch (family) {
            case PROPORTION -> allWithin(values, 0, 1) ? ANGLE : IDENTITY;
            case POSITIVE -> allWithin(values, Double.MIN_NORMAL, Double.MAX_VALUE) ? LOGARITHM : IDENTITY;
            case REAL -> IDENTITY;
        };
    }

    /// @param samples the value rests on; 0 where it is not known
    public abstract double of(double value, int samples);

    /// The value of the metric at this place of the scale.
    public abstract double back(double place);

    /// The value that has this place where it rests on so many samples: what [#of] made of a value comes back.
    ///
    /// @param samples 0 where it is not known
    public double back(double place, int samples) {
        return back(place);
    }

    /// What drawing the samples alone adds to the variance of a value on this scale; 0 where it is not known.
    public abstract double samplingVariance(int samples);

    /// What a standard error in the metric's unit is on this scale.
    ///
    /// @param value that has the error
    /// @param error 0 or more
    public abstract double errorOf(double value, double error);

    private static boolean allWithin(double[] values, double least, double most) {
        for (var value : values) {
            if (!(value >= least && value <= most)) {
                return false;
            }
        }
        return true;
    }
}
