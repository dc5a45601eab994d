package io.llmlab.runner.score;

/// The ways to judge an answer, as `benchmark_config.scorer` names them.
public enum ScorerType {
    EXACT_MATCH,
    NUMERIC,
    MULTIPLE_CHOICE,
    CONTAINS,
    NOT_CONTAINS,
    REGEX,
    JSON_VALID,
    JSON_SCHEMA,
    TOKEN_F1,
    ROUGE_L,
    LEVENSHTEIN,
    /// Another model judges.
    LLM_JUDGE,
    /// For data sets of several kinds: what fits each single item.
    BY_ITEM
}
