package io.llmlab.regression.analysis;

import io.llmlab.regression.detect.Outcome;
import io.llmlab.regression.detect.Outcome.Improved;
import io.llmlab.regression.detect.Outcome.Regressed;
import io.llmlab.regression.detect.Outcome.Shifted;
import io.llmlab.regression.detect.Outcome.Steady;
import io.llmlab.regression.detect.Outcome.TooShort;
import io.llmlab.regression.detect.Outcome.Unmeasurable;

/// What a look at a series came to, on the wire.
public enum OutcomeName {
    STEADY,
    REGRESSED,
    IMPROVED,
    SHIFTED,
    TOO_SHORT,
    UNMEASURABLE;

    static OutcomeName of(Outcome outcome) {
        return switch (outcome) {
            case Steady _ -> STEADY;
            case Regressed _ -> REGRESSED;
            case Improved _ -> IMPROVED;
            case Shifted _ -> SHIFTED;
            case TooShort _ -> TOO_SHORT;
            case Unmeasurable _ -> UNMEASURABLE;
        };
    }
}
