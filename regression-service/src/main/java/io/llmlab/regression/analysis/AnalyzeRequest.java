package io.llmlab.regression.analysis;

import io.llmlab.regression.config.ConfigRequest;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// How to analyze, this once.
@RegisterForReflection
public record AnalyzeRequest(
        @Schema(description = "Replaces the stored configurations; null: those") @Nullable
        List<ConfigRequest> configs) {}
