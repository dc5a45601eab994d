package io.llmlab.alert.incident;

import org.jspecify.annotations.Nullable;

/// One metric of a model on a data set.
///
/// @param dataset empty where it is about none
record Series(
        long modelId,
        String dataset,
        @Nullable String metricType,
        @Nullable String metricName) {}
