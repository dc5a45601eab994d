package io.llmlab.platform.openapi;

import io.llmlab.platform.openapi.RecordIndex.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/// Says of the fields of records what the scanner does not see: null is allowed where the record says `@Nullable`, and
/// what is only answered, never asked with, has all its fields always.
final class RecordSchemas {

    private final RecordIndex records;

    RecordSchemas(RecordIndex records) {
        this.records = records;
    }

    void complete(OpenAPI document) {
        var answered = Reachable.fromAnswers(document);
        var asked = Reachable.fromRequests(document);
        document.getComponents().getSchemas().forEach((name, schema) -> {
            if (schema.getProperties() != null) {
                records.fieldsOf(name, schema.getProperties().keySet())
                        .ifPresent(fields -> complete(schema, fields, answered.contains(name), asked.contains(name)));
            }
        });
    }

    private static void complete(Schema schema, List<Field> fields, boolean answered, boolean asked) {
        keepOnly(schema, fields.stream().map(Field::name).collect(Collectors.toSet()));
        var required = new ArrayList<String>();
        for (var field : fields) {
            var property = schema.getProperties().get(field.name());
            if (property != null) {
                if (field.nullable()) {
                    schema.addProperty(field.name(), nullable(property));
                }
                if (answered && !asked && field.alwaysWritten()) {
                    required.add(field.name());
                }
            }
        }
        if (!required.isEmpty()) {
            schema.setRequired(required);
        }
    }

    /// The scanner takes a record's `is…` methods for fields; the mapper does not.
    private static void keepOnly(Schema schema, Set<String> names) {
        for (var name : List.copyOf(schema.getProperties().keySet())) {
            if (!names.contains(name)) {
                schema.removeProperty(name);
            }
        }
    }

    static Schema nullable(Schema schema) {
        if (schema.getRef() == null) {
            if (schema.getType() != null && !schema.getType().contains(SchemaType.NULL)) {
                schema.addType(SchemaType.NULL);
            }
            return schema;
        }
        return OASFactory.createSchema()
                .description(schema.getDescription())
                .defaultValue(schema.getDefaultValue())
                .addAnyOf(OASFactory.createSchema().ref(schema.getRef()))
                .addAnyOf(OASFactory.createSchema().addType(SchemaType.NULL));
    }
}
