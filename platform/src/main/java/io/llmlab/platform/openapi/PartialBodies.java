package io.llmlab.platform.openapi;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.DotName;
import org.jboss.jandex.MethodInfo;

/// Describes bodies that change any subset of a thing's fields (see [io.llmlab.platform.http.Subset]): those of the
/// request that makes the thing, none of them required.
final class PartialBodies {

    private static final DotName OBJECT = DotName.createSimple(ObjectNode.class);
    private static final DotName BODY = DotName.createSimple(RequestBody.class);

    private final RecordIndex records;

    PartialBodies(RecordIndex records) {
        this.records = records;
    }

    void describe(OpenAPI document) {
        ResourceMethod.all(records.index())
                .filter(method -> method.method().parameterTypes().stream()
                        .anyMatch(type -> type.name().equals(OBJECT)))
                .forEach(method -> wholeOf(method.method())
                        .ifPresent(whole -> method.operationIn(document)
                                .ifPresent(operation -> describe(document, operation, whole))));
    }

    private static void describe(OpenAPI document, Operation operation, String whole) {
        var name = whole.replaceFirst("Request$", "") + "Changes";
        var schemas = document.getComponents().getSchemas();
        document.getComponents()
                .addSchema(name, partial(requireNonNull(schemas.get(whole), "nothing is made of a " + whole)));
        operation
                .getRequestBody()
                .getContent()
                .getMediaTypes()
                .values()
                .forEach(media -> media.setSchema(OASFactory.createSchema().ref(name)));
    }

    private static Schema partial(Schema whole) {
        var partial = OASFactory.createSchema()
                .type(whole.getType())
                .description("Any of the fields: what is left out stays as it is, null clears.");
        whole.getProperties().forEach((name, property) -> partial.addProperty(name, withoutDefault(property)));
        return partial;
    }

    /// A client that sent defaults would change what nobody meant to change.
    private static Schema withoutDefault(Schema property) {
        var copy = OASFactory.createSchema();
        copy.setAll(property.getAll());
        copy.setDefaultValue(null);
        return copy;
    }

    /// The schema of a whole thing, as `@RequestBody` says.
    private Optional<String> wholeOf(MethodInfo method) {
        return Optional.ofNullable(method.annotation(BODY))
                .map(body -> body.value("content"))
                .map(content -> content.asNestedArray()[0].value("schema"))
                .map(schema -> schema.asNested().value("implementation"))
                .map(type -> records.index().getClassByName(type.asClass().name()))
                .map(RecordIndex::schemaName);
    }
}
