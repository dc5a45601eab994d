package io.llmlab.runner.dataset;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A version of a data set as callers read it.
///
/// @param version the first 12 hex digits of `sha256`
/// @param sha256 of the uploaded bytes
/// @param format `jsonl`, `json` or `csv`
/// @param layout whose columns the file had: `own`, `gsm8k`, `mmlu`, `arc`, `hellaswag` or `truthfulqa`
@Schema(name = "Dataset")
record DatasetView(
        long id,
        String name,
        String version,
        String sha256,
        int itemCount,
        String format,
        String layout,
        Instant createdAt) {

    static DatasetView of(Dataset dataset) {
        return new DatasetView(
                dataset.id(),
                dataset.name(),
                dataset.version(),
                dataset.sha256(),
                dataset.itemCount(),
                dataset.format(),
                dataset.layout(),
                dataset.createdAt());
    }
}
