package io.llmlab.alert.incident;

/// What a resolved alert turned out to be.
enum Resolution {
    FIXED,
    NEW_NORMAL,
    FALSE_ALARM,
    BAD_RUN
}
