package io.llmlab.alert.rule;

import io.llmlab.alert.signal.Evidence;
import io.llmlab.alert.signal.Finding;
import io.llmlab.alert.signal.Signal.RunFailed;
import io.llmlab.alert.signal.Signal.SamplesFailed;
import io.llmlab.alert.signal.Subject;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Says in words what broke a rule. Numbers are rounded for reading; the alert keeps the exact ones.
final class Wording {

    /// The metric that an alert about lost samples names, type and name.
    static final String ERROR_RATE = "error_rate";

    private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_UP);
    private static final MathContext TWO_DIGITS = new MathContext(2, RoundingMode.HALF_UP);
    private static final double SMALLEST_P = 0.0001;
    private static final int LONGEST_REASON = 300;

    private Wording() {}

    static Breach regression(Subject subject, Finding finding, @Nullable Double threshold) {
        var fell = finding.current() < finding.baseline();
        var by = finding.change() == null ? "" : " by " + percent(Math.abs(finding.change()));
        var title = "%s of %s on %s %s%s"
                .formatted(finding.metricName(), subject.model().name(), subject.dataset(), fell ? "fell" : "rose", by);
        var text = "%s %s from %s to %s%s"
                .formatted(
                        finding.metricName(),
                        fell ? "fell" : "rose",
                        number(finding.baseline()),
                        number(finding.current()),
                        evidence(finding));
        return new Breach(
                finding.metricType(),
                finding.metricName(),
                finding.stream(),
                finding.current(),
                threshold,
                finding.baseline(),
                finding.change(),
                finding.pValue(),
                finding.severity(),
                finding.evidence(),
                title,
                text);
    }

    static Breach failure(RunFailed failed) {
        var subject = failed.subject();
        var title = "Run %d of %s on %s failed"
                .formatted(subject.runId(), subject.model().name(), subject.dataset());
        var reason = failed.reason() == null ? "the runner gave no reason" : shortened(failed.reason());
        return new Breach(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Evidence.NONE,
                title,
                "Run %d failed: %s".formatted(subject.runId(), reason));
    }

    static Breach errorRate(SamplesFailed failed, double allowed) {
        var subject = failed.subject();
        var title = "%s of the samples of %s on %s failed"
                .formatted(percent(failed.rate()), subject.model().name(), subject.dataset());
        var text = "%d of %d samples of run %d failed technically (%s; %s are allowed)"
                .formatted(
                        failed.errors(), failed.samples(), subject.runId(), percent(failed.rate()), percent(allowed));
        return new Breach(
                ERROR_RATE,
                ERROR_RATE,
                null,
                failed.rate(),
                allowed,
                null,
                null,
                null,
                null,
                Evidence.NONE,
                title,
                text);
    }

    private static String evidence(Finding finding) {
        var evidence = new StringBuilder();
        if (finding.change() != null) {
            evidence.append(", ").append(finding.change() < 0 ? "-" : "+").append(percent(Math.abs(finding.change())));
        }
        var interval = finding.evidence().interval();
        if (interval != null) {
            evidence.append(", 95 % sure between ")
                    .append(signed(interval.low()))
                    .append(" and ")
                    .append(signed(interval.high()));
        }
        if (finding.pValue() != null) {
            evidence.append(", p ").append(p(finding.pValue()));
        }
        if (finding.sampleSize() != null) {
            evidence.append(", n = ").append(finding.sampleSize());
        }
        return evidence.isEmpty() ? "" : " (" + evidence.substring(2) + ")";
    }

    private static String signed(double difference) {
        return difference > 0 ? "+" + number(difference) : number(difference);
    }

    private static String p(double value) {
        return value < SMALLEST_P
                ? "< 0.0001"
                : "= "
                        + BigDecimal.valueOf(value)
                                .round(TWO_DIGITS)
                                .stripTrailingZeros()
                                .toPlainString();
    }

    static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.1f %%", fraction * 100);
    }

    /// Three digits that mean something; large numbers keep their integer part.
    static String number(double value) {
        return Math.abs(value) >= 1_000
                ? String.format(Locale.ROOT, "%.0f", value)
                : BigDecimal.valueOf(value).round(THREE_DIGITS).toPlainString();
    }

    static String shortened(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
    }
}
