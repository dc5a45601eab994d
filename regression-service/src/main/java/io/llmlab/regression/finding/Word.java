package io.llmlab.regression.finding;

import org.jspecify.annotations.Nullable;

/// A person's word on a finding.
///
/// @param reason null: none was given
public record Word(String by, @Nullable String reason) {}
