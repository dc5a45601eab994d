package io.llmlab.runner.score;

/// What another model has to be asked before an answer can be judged.
///
/// @param instructions what it is told to do; a system prompt
public record Inquiry(String instructions, String question) {}
