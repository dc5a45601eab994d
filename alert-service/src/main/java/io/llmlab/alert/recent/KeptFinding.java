package io.llmlab.alert.recent;

import com.fasterxml.jackson.core.type.TypeReference;
import io.llmlab.alert.signal.Evidence;
import io.llmlab.alert.signal.Finding;
import io.llmlab.alert.signal.Severity;
import io.llmlab.platform.database.JsonColumn;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A finding as it is kept: what rules ask of it, without its cause and its history.
@RegisterForReflection
record KeptFinding(
        String metricType,
        String metricName,
        String stream,
        String method,
        Severity severity,
        boolean settled,
        double confidence,
        double baseline,
        double current,
        @Nullable Double change,
        @Nullable Double pValue,
        @Nullable Boolean higherIsBetter,
        @Nullable Integer sampleSize) {

    static final class Column extends JsonColumn<List<KeptFinding>> {

        Column() {
            super(new TypeReference<>() {});
        }
    }

    static KeptFinding of(Finding finding) {
        return new KeptFinding(
                finding.metricType(),
                finding.metricName(),
                finding.stream(),
                finding.method(),
                finding.severity(),
                finding.settled(),
                finding.confidence(),
                finding.baseline(),
                finding.current(),
                finding.change(),
                finding.pValue(),
                finding.higherIsBetter(),
                finding.sampleSize());
    }

    Finding finding() {
        return new Finding(
                metricType,
                metricName,
                stream,
                method,
                severity,
                settled,
                confidence,
                baseline,
                current,
                change,
                pValue,
                higherIsBetter,
                sampleSize,
                Evidence.NONE);
    }
}
