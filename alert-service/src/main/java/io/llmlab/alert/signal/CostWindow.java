package io.llmlab.alert.signal;

/// What a model's runs cost in USD, in so many hours up to now and in as many before them.
public record CostWindow(int hours, double current, double before) {}
