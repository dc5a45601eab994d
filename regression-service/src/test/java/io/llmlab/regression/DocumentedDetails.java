package io.llmlab.regression;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/// The keys of `statistical_details` that the contract explains.
public final class DocumentedDetails {

    private static final Path CONTRACT = Path.of("src/main/resources/contract/openapi.json");

    private DocumentedDetails() {}

    public static Set<String> keys() throws IOException {
        var schema = new ObjectMapper().readTree(CONTRACT.toFile()).at("/components/schemas/StatisticalDetails");
        var explained = new TreeSet<String>();
        schema.get("properties").properties().forEach(property -> {
            if (!property.getValue().path("description").asText().isBlank()) {
                explained.add(property.getKey());
            }
        });
        return explained;
    }
}
