package io.llmlab.platform.openapi;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;
import org.jboss.jandex.Type.Kind;

/// Says what is answered where an `@APIResponse` names another status than 200: what the method returns.
final class AnsweredTypes {

    private static final List<String> WITH_BODY = List.of("200", "201", "202");

    private final RecordIndex records;

    AnsweredTypes(RecordIndex records) {
        this.records = records;
    }

    void describe(OpenAPI document) {
        ResourceMethod.all(records.index())
                .forEach(method -> schemaOf(method.method())
                        .filter(name -> document.getComponents().getSchemas().containsKey(name))
                        .ifPresent(name -> method.operationIn(document).stream()
                                .flatMap(AnsweredTypes::undescribed)
                                .forEach(response -> describe(response, name))));
    }

    private static Stream<APIResponse> undescribed(Operation operation) {
        return WITH_BODY.stream()
                .map(status -> operation.getResponses().getAPIResponse(status))
                .filter(response -> response != null
                        && (response.getContent() == null
                                || response.getContent().getMediaTypes() == null
                                || response.getContent().getMediaTypes().isEmpty()));
    }

    private static void describe(APIResponse response, String schema) {
        response.setContent(OASFactory.createContent()
                .addMediaType(
                        "application/json",
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref(schema))));
    }

    /// The view in `Uni<RestResponse<View>>`.
    private Optional<String> schemaOf(MethodInfo method) {
        var type = method.returnType();
        while (type.kind() == Kind.PARAMETERIZED_TYPE) {
            type = type.asParameterizedType().arguments().getFirst();
        }
        return Optional.of(type)
                .filter(returned -> isSingle(method.returnType()))
                .map(returned -> records.index().getClassByName(returned.name()))
                .map(RecordIndex::schemaName);
    }

    private static boolean isSingle(Type type) {
        return !type.toString().contains(List.class.getName());
    }
}
