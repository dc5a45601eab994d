package io.llmlab.runner.execute;

/// A person's verdict on an answer to an item, whoever gave it.
///
/// @param value 0 to 1
record Label(String answer, double value) {}
