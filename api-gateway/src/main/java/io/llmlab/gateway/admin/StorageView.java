package io.llmlab.gateway.admin;

import io.llmlab.platform.storage.SchemaSize;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The room that the suite takes.
record StorageView(
        @Schema(description = "The database, or all of them where the schemas lie in several", examples = "961021440")
        long databaseBytes,

        @Schema(description = "The schemas together", examples = "903217152")
        long bytes,

        List<SchemaSize> schemas,

        @Schema(description = "Services that did not answer, whose part is missing", examples = "[\"alert\"]")
        List<String> unavailable) {

    static StorageView of(Gathered<SchemaSize> gathered) {
        var databases = gathered.parts().stream()
                .collect(Collectors.toMap(SchemaSize::database, SchemaSize::databaseBytes, Math::max));
        return new StorageView(
                databases.values().stream().mapToLong(Long::longValue).sum(),
                gathered.parts().stream().mapToLong(SchemaSize::bytes).sum(),
                gathered.parts(),
                gathered.unavailable());
    }
}
