package io.llmlab.gateway.docs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.gateway.proxy.Owner;
import io.llmlab.gateway.proxy.RouteTable;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// The merged document, of what the build took from each service.
@ApplicationScoped
public class SuiteDocument {

    private final ObjectMapper mapper;
    private final ObjectNode merged;

    SuiteDocument(ObjectMapper mapper) {
        this.mapper = mapper;
        this.merged = new DocumentMerge(documents(), RouteTable.ROUTES).merge();
    }

    /// What the public surface takes and answers; not to be changed.
    public ObjectNode merged() {
        return merged;
    }

    private Map<Owner, ObjectNode> documents() {
        var documents = new EnumMap<Owner, ObjectNode>(Owner.class);
        for (var owner : Owner.values()) {
            var resource = "openapi/%s/openapi.json".formatted(owner.name().toLowerCase(Locale.ROOT));
            try (var stream = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource)) {
                if (stream == null) {
                    Log.warnf("The build took no OpenAPI document of %s: its paths are missing in /openapi", owner);
                } else {
                    documents.put(owner, (ObjectNode) mapper.readTree(stream));
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException("%s is no OpenAPI document".formatted(resource), unreadable);
            }
        }
        return documents;
    }
}
