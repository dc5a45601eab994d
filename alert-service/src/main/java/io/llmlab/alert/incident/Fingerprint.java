package io.llmlab.alert.incident;

import io.llmlab.alert.rule.AlertRule;
import io.llmlab.alert.rule.Breach;
import io.llmlab.alert.signal.Subject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The identity of an alert: rule, model, data set and metric, as 16 hexadecimal digits. The data set is no part of it
/// where the rule is about a model as such.
final class Fingerprint {

    private static final int BYTES = 8;

    private Fingerprint() {}

    static String of(AlertRule rule, Subject subject, Breach breach) {
        return of(rule, subject, breach.metricType(), breach.metricName());
    }

    static String of(AlertRule rule, Subject subject, @Nullable String metricType, @Nullable String metricName) {
        var dataset = rule.alertType().isOfModel() ? "" : subject.dataset();
        return of(rule.ruleId(), subject.model().id(), dataset, metricType, metricName);
    }

    static String of(
            String ruleId, long modelId, String dataset, @Nullable String metricType, @Nullable String metricName) {
        var parts = String.join(
                "\u0000",
                ruleId,
                Long.toString(modelId),
                dataset,
                metricType == null ? "" : metricType,
                metricName == null ? "" : metricName);
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(parts.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every JDK has SHA-256", missing);
        }
    }
}
