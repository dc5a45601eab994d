package io.llmlab.platform.retention;

/// How many rows.
///
/// @param more whether there are more of them than these
public record Amount(long rows, boolean more) {}
