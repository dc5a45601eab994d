package io.llmlab.platform.storage;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The room of a table, its partitions together.
public record TableSize(
        String table,

        @Schema(description = "with its indexes and what is stored apart")
        long bytes,

        @Schema(description = "as the database's statistics have it, which may be minutes old")
        long approximateRows,

        @Schema(description = "0 where the table has none") int partitions) {}
