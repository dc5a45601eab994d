package io.llmlab.alert.rule;

import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.signal.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Rules for tests of other packages.
public final class Rules {

    private Rules() {}

    /// An enabled rule that tells nobody.
    public static AlertRule of(String id, AlertType type, Severity severity, Map<String, Object> conditions) {
        return AlertRule.of(
                new AlertRuleRequest(
                        id,
                        null,
                        null,
                        type,
                        severity,
                        true,
                        conditions,
                        List.of(),
                        List.of(),
                        60,
                        null,
                        null,
                        1440,
                        null,
                        null,
                        List.of(),
                        0,
                        0,
                        Map.of()),
                Instant.EPOCH);
    }
}
