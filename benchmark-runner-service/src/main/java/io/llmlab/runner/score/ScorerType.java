package io.llmlab.runner.score;

/// The ways to judge an answer, as `benchmark_config.scorer` names them.
public enum ScorerType {
    EXACT_MATCH,
    NUMERIC,
    MULTIPLE_CHOICE,
    CONTAINS,
    REGEX,
    /// For data sets of several kinds: what fits each single item.
    BY_ITEM
}
