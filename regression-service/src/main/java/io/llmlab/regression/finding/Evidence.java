package io.llmlab.regression.finding;

import static java.util.Objects.requireNonNull;

import io.llmlab.regression.detect.Measurement;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.Mutability;
import org.hibernate.type.descriptor.java.Immutability;
import org.jspecify.annotations.Nullable;

/// What a finding rests on: a measurement, as it is stored.
@Embeddable
class Evidence {

    private static final List<String> WHAT_IS_ABSENT = List.of("runs_excluded", "runs_left_out");

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

    /// What newer runs show; what was left out of its baseline stays so while it is open.
    Evidence renewed(Measurement measured) {
        var renewed = new Evidence(measured);
        var kept = new LinkedHashMap<>(measured.details());
        WHAT_IS_ABSENT.stream()
                .filter(details::containsKey)
                .forEach(key -> kept.put(key, requireNonNull(details.get(key))));
        renewed.details = kept;
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
