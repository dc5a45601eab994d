package io.llmlab.regression.analysis;

import io.llmlab.regression.config.ConfigRequest;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// How to analyze, this once.
public record AnalyzeRequest(
        @Schema(description = "Replaces the stored configurations; null: those") @Nullable
        List<ConfigRequest> configs) {}
