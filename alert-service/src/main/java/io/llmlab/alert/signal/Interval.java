package io.llmlab.alert.signal;

import io.quarkus.runtime.annotations.RegisterForReflection;

/// Where a change lies with a probability of 95 %: differences, in the metric's unit.
@RegisterForReflection
public record Interval(double low, double high) {}
