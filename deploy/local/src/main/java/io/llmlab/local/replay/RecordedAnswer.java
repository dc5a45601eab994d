package io.llmlab.local.replay;

/// What one system answered to one question, and whether that was judged correct.
public record RecordedAnswer(String text, boolean correct) {}
