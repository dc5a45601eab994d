package io.llmlab.formats;

import org.jspecify.annotations.Nullable;

/// @param name of the data set or task
/// @param version as the harness numbers it; null: unknown
/// @param group the task (of the same file) whose part this one is; null: it stands for itself
public record ParsedTask(
        String name, @Nullable String version, @Nullable String group) {}
