package io.llmlab.regression.finding;

import io.llmlab.regression.detect.Measurement;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a finding rests on: a measurement, as it is stored.
@Embeddable
class Evidence {

    private double confidenceScore;
    private double baselineValue;
    private double currentValue;
    private @Nullable Double changePercent;
    private @Nullable Double pValue;
    private @Nullable Integer changePointIndex;

    @Convert(converter = DetailsConverter.class)
    private Map<String, Object> details;

    protected Evidence() {} // for Hibernate

    Evidence(Measurement measured) {
        confidenceScore = measured.confidence();
        baselineValue = measured.baseline();
        currentValue = measured.current();
        changePercent = measured.change();
        pValue = measured.pValue();
        changePointIndex = measured.changePoint();
        details = measured.details();
    }

    double confidenceScore() {
        return confidenceScore;
    }

    double baselineValue() {
        return baselineValue;
    }

    double currentValue() {
        return currentValue;
    }

    @Nullable
    Double changePercent() {
        return changePercent;
    }

    @Nullable
    Double pValue() {
        return pValue;
    }

    @Nullable
    Integer changePointIndex() {
        return changePointIndex;
    }

    Map<String, Object> details() {
        return details;
    }
}
