package io.llmlab.alert.policy;

/// What alerts of one group have in common.
public enum GroupBy {
    MODEL,
    DATASET,
    RULE
}
