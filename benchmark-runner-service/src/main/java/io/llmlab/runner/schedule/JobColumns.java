package io.llmlab.runner.schedule;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.platform.database.JsonColumn;
import io.llmlab.runner.run.BenchmarkConfig;
import jakarta.persistence.Converter;

/// How a job's parts stand in their columns.
final class JobColumns {

    private JobColumns() {}

    @Converter
    static class Tree extends JsonColumn<ObjectNode> {
        Tree() {
            super(new TypeReference<>() {});
        }
    }

    @Converter
    static class Config extends JsonColumn<BenchmarkConfig> {
        Config() {
            super(new TypeReference<>() {});
        }
    }
}
