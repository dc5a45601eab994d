package io.llmlab.gateway.rollup;

import io.quarkus.runtime.annotations.RegisterForReflection;

/// Which values belong together: one metric of one model on one data set, of all streams.
@RegisterForReflection
public record SeriesName(long modelId, String datasetName, String metricType, String metricName) {}
