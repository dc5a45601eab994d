package io.llmlab.alert.incident;

import io.llmlab.alert.rule.Breach;
import io.llmlab.alert.signal.Cause;
import io.llmlab.alert.signal.Evidence;
import io.llmlab.alert.signal.Severity;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import org.jspecify.annotations.Nullable;

/// What an alert says: the worst that its series has shown.
@Embeddable
public class Claim {

    /// A change that has grown by this much is news to who knows of the smaller one.
    private static final double MUCH_WORSE = 2;

    private String title;
    private String message;
    private @Nullable Double triggerValue;
    private @Nullable Double thresholdValue;
    private @Nullable Double baselineValue;
    private @Nullable Double changePercent;
    private @Nullable Double pValue;

    @Enumerated(EnumType.STRING)
    private @Nullable Severity findingSeverity;

    @Convert(converter = EvidenceColumn.class)
    private Evidence evidence;

    protected Claim() {} // for Hibernate

    static Claim of(Breach breach) {
        var claim = new Claim();
        claim.title = breach.title();
        claim.message = breach.text();
        claim.triggerValue = breach.triggerValue();
        claim.thresholdValue = breach.thresholdValue();
        claim.baselineValue = breach.baselineValue();
        claim.changePercent = breach.changePercent();
        claim.pValue = breach.pValue();
        claim.findingSeverity = breach.findingSeverity();
        claim.evidence = breach.evidence();
        return claim;
    }

    /// The same without the values of its series.
    Claim withoutHistory() {
        return with(evidence.withoutHistory());
    }

    /// The same with what is known of the cause by now.
    Claim because(@Nullable Cause now) {
        return with(evidence.because(now));
    }

    private Claim with(Evidence other) {
        var claim = new Claim();
        claim.title = title;
        claim.message = message;
        claim.triggerValue = triggerValue;
        claim.thresholdValue = thresholdValue;
        claim.baselineValue = baselineValue;
        claim.changePercent = changePercent;
        claim.pValue = pValue;
        claim.findingSeverity = findingSeverity;
        claim.evidence = other;
        return claim;
    }

    /// Whether the detector calls the breach more severe than this, or its change is twice as large.
    boolean isOutdoneBy(Breach breach) {
        return isMoreSevere(breach.findingSeverity()) || isMuchLarger(breach.changePercent());
    }

    private boolean isMoreSevere(@Nullable Severity now) {
        return findingSeverity != null && now != null && now.compareTo(findingSeverity) < 0;
    }

    private boolean isMuchLarger(@Nullable Double now) {
        return changePercent != null
                && now != null
                && changePercent != 0
                && Math.abs(now) >= MUCH_WORSE * Math.abs(changePercent);
    }

    String title() {
        return title;
    }

    String message() {
        return message;
    }

    @Nullable
    Double triggerValue() {
        return triggerValue;
    }

    @Nullable
    Double thresholdValue() {
        return thresholdValue;
    }

    @Nullable
    Double baselineValue() {
        return baselineValue;
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
    Severity findingSeverity() {
        return findingSeverity;
    }

    Evidence evidence() {
        return evidence;
    }
}
