package io.llmlab.platform.openapi;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.io.IOException;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.Index;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GeneratedDocumentTest {

    enum Colour {
        RED
    }

    @org.eclipse.microprofile.openapi.annotations.media.Schema(name = "Crate")
    record CrateView(
            long id,
            @Nullable String label,
            @Nullable Colour paintColour,
            @JsonProperty("continue") boolean goesOn,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String cause) {}

    record CrateRequest(
            String label,

            @org.eclipse.microprofile.openapi.annotations.media.Schema(name = "weight_2") @Nullable
            Integer weight2) {}

    @Path("/crates")
    public static class CrateResource {

        @PUT
        @Path("{id: \\d+}")
        @RequestBody(
                content =
                        @Content(
                                schema =
                                        @org.eclipse.microprofile.openapi.annotations.media.Schema(
                                                implementation = CrateRequest.class)))
        public String change(@PathParam("id") long id, ObjectNode changes) {
            return id + changes.toString();
        }
    }

    private final OpenAPI document = OASFactory.createOpenAPI();

    @BeforeEach
    void aDocumentIsCompleted() throws IOException {
        var id = number();
        document.components(OASFactory.createComponents()
                .addSchema(
                        "Crate",
                        object(Map.of(
                                "id",
                                id,
                                "label",
                                text(),
                                "paint_colour",
                                ref("Colour"),
                                "continue",
                                flag(),
                                "cause",
                                text())))
                .addSchema(
                        "CrateRequest",
                        object(Map.of("label", text(), "weight_2", number().defaultValue(1), "heavy", flag()))
                                .addRequired("label"))
                .addSchema("Colour", text())
                .addSchema("Forgotten", text()));
        document.paths(OASFactory.createPaths()
                .addPathItem(
                        "/crates",
                        OASFactory.createPathItem()
                                .POST(operation("CrateRequest"))
                                .GET(operation(null).operationId("allCrates")))
                .addPathItem("/crates/{id}", OASFactory.createPathItem().PUT(operation("ObjectNode"))));

        new GeneratedDocument(Index.of(CrateView.class, CrateRequest.class, CrateResource.class))
                .filterOpenAPI(document);
    }

    @Test
    void saysWhatAnAnswerAlwaysHas() {
        assertThat(schema("Crate").getRequired()).containsExactlyInAnyOrder("id", "label", "paint_colour", "continue");
    }

    @Test
    void saysWhatMayBeNull() {
        assertThat(property("Crate", "label").getType()).containsExactly(SchemaType.STRING, SchemaType.NULL);
        assertThat(property("Crate", "id").getType()).containsExactly(SchemaType.INTEGER);
        assertThat(property("Crate", "paint_colour").getAnyOf())
                .hasSize(2)
                .first()
                .extracting(Schema::getRef)
                .isEqualTo("#/components/schemas/Colour");
    }

    @Test
    void leavesToARequestWhatItRequires() {
        assertThat(schema("CrateRequest").getRequired()).containsExactly("label");
        assertThat(schema("CrateRequest").getProperties()).containsOnlyKeys("label", "weight_2");
    }

    @Test
    void describesAChangeOfAnySubset() {
        var body = document.getPaths()
                .getPathItem("/crates/{id}")
                .getPUT()
                .getRequestBody()
                .getContent()
                .getMediaType("application/json");

        assertThat(body.getSchema().getRef()).isEqualTo("#/components/schemas/CrateChanges");
        assertThat(schema("CrateChanges").getRequired()).isNullOrEmpty();
        assertThat(property("CrateChanges", "weight_2").getDefaultValue()).isNull();
        assertThat(property("CrateRequest", "weight_2").getDefaultValue()).isEqualTo(1);
    }

    @Test
    void namesOperationsThatHaveNoName() {
        var crates = document.getPaths().getPathItem("/crates");

        assertThat(crates.getPOST().getOperationId()).isEqualTo("createCrate");
        assertThat(crates.getGET().getOperationId()).isEqualTo("allCrates");
    }

    @Test
    void dropsWhatNothingRefersTo() {
        assertThat(document.getComponents().getSchemas()).containsKey("Colour").doesNotContainKey("Forgotten");
    }

    private Schema schema(String name) {
        return requireNonNull(document.getComponents().getSchemas().get(name), name);
    }

    private Schema property(String schema, String name) {
        return requireNonNull(schema(schema).getProperties().get(name), name);
    }

    private static Operation operation(@Nullable String request) {
        var operation = OASFactory.createOperation()
                .responses(OASFactory.createAPIResponses()
                        .addAPIResponse("200", OASFactory.createAPIResponse().content(json("Crate"))));
        return request == null
                ? operation
                : operation.requestBody(OASFactory.createRequestBody().content(json(request)));
    }

    private static org.eclipse.microprofile.openapi.models.media.Content json(String schema) {
        return OASFactory.createContent()
                .addMediaType("application/json", OASFactory.createMediaType().schema(ref(schema)));
    }

    private static Schema object(Map<String, Schema> properties) {
        return OASFactory.createSchema().addType(SchemaType.OBJECT).properties(properties);
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(SchemaType.STRING);
    }

    private static Schema number() {
        return OASFactory.createSchema().addType(SchemaType.INTEGER);
    }

    private static Schema flag() {
        return OASFactory.createSchema().addType(SchemaType.BOOLEAN);
    }

    private static Schema ref(String name) {
        return OASFactory.createSchema().ref(name);
    }
}
