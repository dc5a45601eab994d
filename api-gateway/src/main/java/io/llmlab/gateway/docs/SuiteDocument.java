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
import java.util.Optional;

/// The merged document, of what the build took from each service.
@ApplicationScoped
public class SuiteDocument {

    private final ObjectMapper mapper;
    private final ObjectNode merged;

    SuiteDocument(ObjectMapper mapper) {
        this.mapper = mapper;
        this.merged = new DocumentMerge(ofOwners("openapi"), RouteTable.ROUTES).merge();
        new Examples(ofOwners("examples").values()).addTo(merged);
        read("openapi/problems.json").map(ProblemAnswers::new).ifPresent(problems -> problems.addTo(merged));
    }

    /// What the public surface takes and answers; not to be changed.
    public ObjectNode merged() {
        return merged;
    }

    private Map<Owner, ObjectNode> ofOwners(String name) {
        var documents = new EnumMap<Owner, ObjectNode>(Owner.class);
        for (var owner : Owner.values()) {
            read("openapi/%s/%s.json".formatted(owner.name().toLowerCase(Locale.ROOT), name))
                    .ifPresent(document -> documents.put(owner, document));
        }
        return documents;
    }

    private Optional<ObjectNode> read(String resource) {
        try (var stream = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource)) {
            if (stream == null) {
                Log.warnf("The build took no %s: what it describes is missing in /openapi", resource);
                return Optional.empty();
            }
            return Optional.of((ObjectNode) mapper.readTree(stream));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("%s is no JSON".formatted(resource), unreadable);
        }
    }
}
