package io.llmlab.regression.series;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/// The dataset a run measured on, as every event names it.
@RegisterForReflection
public record DatasetRef(String name, @Nullable String version) {}
