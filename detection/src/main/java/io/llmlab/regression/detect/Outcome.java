package io.llmlab.regression.detect;

import java.util.function.UnaryOperator;

/// What a detector says about the newest runs of a series.
public sealed interface Outcome {

    /// An outcome that rests on enough data.
    sealed interface Measured extends Outcome {
        Measurement measurement();
    }

    /// Nothing beyond noise.
    record Steady(Measurement measurement) implements Measured {}

    /// The metric got worse.
    record Regressed(Measurement measurement, Severity severity) implements Measured {}

    /// The metric got better, which is never worth more than an [Severity#INFO].
    record Improved(Measurement measurement) implements Measured {}

    /// A metric without a direction moved: nobody can say whether that is bad, so it is an [Severity#INFO].
    record Shifted(Measurement measurement) implements Measured {}

    /// Not enough runs to say anything, which is not the same as "fine".
    ///
    /// @param points the runs there are
    /// @param needed the runs it takes
    record TooShort(int points, int needed) implements Outcome {}

    /// The values admit no measurement (not finite, or too large to compute with).
    record Unmeasurable(String reason) implements Outcome {}

    /// The same outcome with something else told of its measurement, if there is one.
    default Outcome withEach(UnaryOperator<Measurement> told) {
        return switch (this) {
            case Steady(var measured) -> new Steady(told.apply(measured));
            case Regressed(var measured, var severity) -> new Regressed(told.apply(measured), severity);
            case Improved(var measured) -> new Improved(told.apply(measured));
            case Shifted(var measured) -> new Shifted(told.apply(measured));
            case TooShort tooShort -> tooShort;
            case Unmeasurable unmeasurable -> unmeasurable;
        };
    }

    /// How much it matters.
    default Severity severity() {
        return Severity.INFO;
    }
}
