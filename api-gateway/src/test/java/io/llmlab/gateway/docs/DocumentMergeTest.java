package io.llmlab.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.gateway.auth.Access;
import io.llmlab.gateway.proxy.Owner;
import io.llmlab.gateway.proxy.Route;
import io.llmlab.gateway.proxy.Route.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DocumentMergeTest {

    private static final String RUNNER = """
            {"paths": {
               "/models/{id}": {"get": {"summary": "a model", "responses": {"200": {"content": {"application/json":
                   {"schema": {"$ref": "#/components/schemas/Listing"}}}}}},
                 "patch": {"summary": "not served"}},
               "/internal/status": {"get": {}}},
             "components": {"schemas": {
               "Problem": {"type": "object"},
               "Severity": {"enum": ["warning", "critical"]},
               "Item": {"type": "string"},
               "Listing": {"type": "array", "items": {"$ref": "#/components/schemas/Item"}}}}}""";

    private static final String ALERT = """
            {"paths": {
               "/alerts": {"get": {"schema": {"$ref": "#/components/schemas/Listing"}}},
               "/models/{id}": {"get": {"summary": "an impostor"}}},
             "components": {"schemas": {
               "Problem": {"type": "object"},
               "Severity": {"enum": ["critical", "warning"]},
               "Item": {"type": "integer"},
               "Listing": {"type": "array", "items": {"$ref": "#/components/schemas/Item"}}}}}""";

    private static final List<Route> ROUTES = List.of(
            new Route("GET", "/models/{model_id}", Owner.RUNNER, Kind.PLAIN, Access.READ),
            new Route("GET", "/alerts", Owner.ALERT, Kind.PLAIN, Access.READ));

    private final ObjectNode merged =
            new DocumentMerge(Map.of(Owner.RUNNER, read(RUNNER), Owner.ALERT, read(ALERT)), ROUTES).merge();

    @Test
    void holdsWhatIsServedByItsOwnerOnly() {
        assertThat(merged.path("paths").propertyStream().map(Map.Entry::getKey))
                .containsExactly("/alerts", "/models/{id}");
        assertThat(merged.at("/paths/~1models~1{id}").propertyStream().map(Map.Entry::getKey))
                .containsExactly("get");
        assertThat(merged.at("/paths/~1models~1{id}/get/summary").asText()).isEqualTo("a model");
        assertThat(merged.path("openapi").asText()).isEqualTo("3.1.0");
    }

    @Test
    void keepsApartWhatIsCalledTheSameAndMeantDifferently() {
        assertThat(merged.at("/components/schemas").propertyStream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder(
                        "Problem", "Severity", "RunnerItem", "AlertItem", "RunnerListing", "AlertListing");
        assertThat(merged.at("/components/schemas/RunnerItem/type").asText()).isEqualTo("string");
        assertThat(merged.at("/components/schemas/AlertListing/items/$ref").asText())
                .isEqualTo("#/components/schemas/AlertItem");
        assertThat(merged.at("/paths/~1alerts/get/schema/$ref").asText())
                .isEqualTo("#/components/schemas/AlertListing");
    }

    private static ObjectNode read(String json) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(json);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException(unreadable);
        }
    }
}
