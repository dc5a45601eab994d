package io.llmlab.runner.run;

/// What caused a run.
public enum TriggerType {
    MANUAL,
    SCHEDULED,
    ALERT
}
