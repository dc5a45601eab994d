package io.llmlab.alert.evaluate;

import io.llmlab.alert.incident.Incidents.Identity;
import io.llmlab.alert.rule.AlertRule;
import io.llmlab.alert.rule.Breach;
import io.llmlab.alert.signal.Subject;

/// A breach that may become an alert.
record Candidate(AlertRule rule, Subject subject, Breach breach) {

    Identity identity() {
        return new Identity(rule, subject, breach);
    }
}
