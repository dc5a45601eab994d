package io.llmlab.platform.trace;

/// What something happens because of. Where many events are taken together, it says which of their spans is meant.
///
/// @param attribute what it is, as spans name it, for example `llmlab.parcel.id`
public record Cause(String attribute, long id) {}
