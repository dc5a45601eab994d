package io.llmlab.platform.openapi;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// The names of the schemas that a part of a document refers to, directly or by another one.
final class Reachable {

    private final Map<String, Schema> schemas;
    private final Set<String> names = new HashSet<>();

    private Reachable(OpenAPI document) {
        this.schemas = document.getComponents().getSchemas();
    }

    static Set<String> fromAnswers(OpenAPI document) {
        return new Reachable(document).follow(operations(document).flatMap(operation -> answers(operation)));
    }

    static Set<String> fromRequests(OpenAPI document) {
        return new Reachable(document).follow(operations(document).flatMap(operation -> requests(operation)));
    }

    /// Removes the schemas that no operation refers to.
    static void prune(OpenAPI document) {
        var used = new Reachable(document)
                .follow(operations(document)
                        .flatMap(operation -> Stream.of(answers(operation), requests(operation), parameters(operation))
                                .flatMap(part -> part)));
        for (var name : List.copyOf(document.getComponents().getSchemas().keySet())) {
            if (!used.contains(name)) {
                document.getComponents().removeSchema(name);
            }
        }
    }

    private Set<String> follow(Stream<Schema> roots) {
        roots.forEach(this::follow);
        return names;
    }

    private void follow(@Nullable Schema schema) {
        if (schema == null) {
            return;
        }
        if (schema.getRef() != null) {
            var name = schema.getRef().substring(schema.getRef().lastIndexOf('/') + 1);
            if (names.add(name)) {
                follow(schemas.get(name));
            }
        }
        follow(schema.getItems());
        follow(schema.getAdditionalPropertiesSchema());
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(this::follow);
        }
        Stream.of(schema.getAllOf(), schema.getAnyOf(), schema.getOneOf())
                .filter(Objects::nonNull)
                .flatMap(Collection::stream)
                .forEach(this::follow);
    }

    private static Stream<Operation> operations(OpenAPI document) {
        return document.getPaths().getPathItems().values().stream()
                .flatMap(item -> item.getOperations().values().stream());
    }

    private static Stream<Schema> answers(Operation operation) {
        return operation.getResponses().getAPIResponses().values().stream()
                .map(APIResponse::getContent)
                .flatMap(Reachable::schemas);
    }

    private static Stream<Schema> requests(Operation operation) {
        return operation.getRequestBody() == null
                ? Stream.empty()
                : schemas(operation.getRequestBody().getContent());
    }

    private static Stream<Schema> parameters(Operation operation) {
        return operation.getParameters() == null
                ? Stream.empty()
                : operation.getParameters().stream().map(Parameter::getSchema).filter(Objects::nonNull);
    }

    private static Stream<Schema> schemas(@Nullable Content content) {
        return content == null || content.getMediaTypes() == null
                ? Stream.empty()
                : content.getMediaTypes().values().stream()
                        .map(MediaType::getSchema)
                        .filter(Objects::nonNull);
    }
}
