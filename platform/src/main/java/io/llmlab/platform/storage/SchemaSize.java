package io.llmlab.platform.storage;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The room of a service's schema.
public record SchemaSize(
        @Schema(description = "runner, regression, alert or gateway")
        String service,

        String schema,
        @Schema(description = "the database it lies in") String database,

        @Schema(description = "all of that database, whoever uses it")
        long databaseBytes,

        @Schema(description = "all tables of the schema") long bytes,
        @Schema(description = "the largest first") List<TableSize> tables) {}
