package io.llmlab.regression.finding;

import io.llmlab.regression.detect.Measurement;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.hibernate.annotations.Mutability;
import org.hibernate.type.descriptor.java.Immutability;
import org.jspecify.annotations.Nullable;

/// What a finding rests on: a measurement, as it is stored.
@Embeddable
class Evidence {

    /// Details that tell of the baseline, which is the same as long as a finding is open.
    private static final Pattern OF_BASELINE = Pattern.compile("runs_excluded|runs_left_out|smallest_visible_.*");

    private double confidenceScore;
    private double baselineValue;
    private double currentValue;
    private @Nullable Double changePercent;
    private @Nullable Double pValue;
    private @Nullable Integer changePointIndex;

    /// It is replaced and never changed, so that nothing needs to compare it.
    @Convert(converter = DetailsConverter.class)
    @Mutability(Immutability.class)
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

    /// What newer runs show, with what is known of the baseline.
    Evidence renewed(Measurement measured) {
        var renewed = new Evidence(measured);
        var all = new HashMap<>(measured.details());
        details.forEach((key, value) -> {
            if (OF_BASELINE.matcher(key).matches()) {
                all.putIfAbsent(key, value);
            }
        });
        renewed.details = all;
        return renewed;
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
