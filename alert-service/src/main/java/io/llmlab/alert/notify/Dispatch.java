package io.llmlab.alert.notify;

/// A message on its way to one receiver.
///
/// @param key the same on every attempt, by which the receiver recognises a repeat
public record Dispatch(String key, Message message) {}
