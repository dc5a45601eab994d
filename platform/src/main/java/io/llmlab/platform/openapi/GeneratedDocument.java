package io.llmlab.platform.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.IndexView;

/// Completes the scanned document for who generates a client of it: each operation has a name, each field says whether
/// it may be null and whether an answer always has it, patterns are those of JSON Schema.
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class GeneratedDocument implements OASFilter {

    /// Files of a form under whatever name, which no client can say.
    private static final String ANY_NAME = "*";

    private final RecordIndex records;

    public GeneratedDocument(IndexView index) {
        this.records = new RecordIndex(index);
    }

    @Override
    public Schema filterSchema(Schema schema) {
        if (schema.getPattern() != null) {
            schema.setPattern(PortablePattern.of(schema.getPattern()));
        }
        // The number of decimals: in binary floating point hardly any price is a multiple of it.
        if (schema.getMultipleOf() != null && schema.getMultipleOf().compareTo(BigDecimal.ONE) < 0) {
            schema.setMultipleOf(null);
        }
        if (schema.getRef() != null) {
            schema.setType(null);
        }
        var properties = schema.getProperties();
        if (properties != null && properties.containsKey(ANY_NAME)) {
            schema.addProperty("file", properties.get(ANY_NAME));
            schema.removeProperty(ANY_NAME);
        }
        return schema;
    }

    /// Groups are called as what they are about: `Run`, not `Run Resource`.
    @Override
    public Operation filterOperation(Operation operation) {
        if (operation.getTags() != null) {
            operation.setTags(operation.getTags().stream()
                    .map(tag -> tag.replaceFirst(" Resource$", ""))
                    .toList());
        }
        return operation;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        OperationNames.give(document);
        new AnsweredTypes(records).describe(document);
        new RecordSchemas(records).complete(document);
        new PartialBodies(records).describe(document);
        Reachable.prune(document);
    }
}
