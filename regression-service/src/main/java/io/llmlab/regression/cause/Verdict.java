package io.llmlab.regression.cause;

/// @param reason in words, for a person
record Verdict(Suspect suspect, String reason) {}
