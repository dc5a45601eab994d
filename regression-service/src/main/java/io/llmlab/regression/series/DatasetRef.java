package io.llmlab.regression.series;

import org.jspecify.annotations.Nullable;

/// The dataset a run measured on, as every event names it.
public record DatasetRef(String name, @Nullable String version) {}
