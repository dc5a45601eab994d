package io.llmlab.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.local.testing.DescribedAnswers;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every operation shows what it is asked and what it answers, and what it shows is what it describes.
class ExamplesTest {

    /// Examples of streams, files and this document itself would say nothing.
    private static final Set<String> WITHOUT = Set.of("getEvents", "getClientPy", "getOpenapi");

    private record Body(String place, String mediaType, JsonNode media) {}

    private final DescribedAnswers described = new DescribedAnswers(new SuiteDocument(new ObjectMapper()).merged());

    @Test
    void standInEveryOperation() {
        var missing = operations()
                .filter(operation ->
                        !WITHOUT.contains(operation.path("operationId").asText()))
                .flatMap(ExamplesTest::partsWithoutExample)
                .toList();

        assertThat(missing).isEmpty();
    }

    @Test
    void areWhatTheirSchemasDescribe() {
        var wrong = operations()
                .flatMap(ExamplesTest::bodies)
                .filter(body -> body.media().has("example") && body.mediaType().equals("application/json"))
                .flatMap(body ->
                        described
                                .wrongWith(
                                        body.media().path("schema"),
                                        body.media().path("example"),
                                        body.place())
                                .stream())
                .toList();

        assertThat(wrong).isEmpty();
    }

    @Test
    void ofErrorsAreProblems() {
        var schema = described.document().at("/components/schemas/Problem");
        var examples = described.document().at("/components/examples");

        assertThat(examples.properties()).extracting(Map.Entry::getKey).contains("Problem404", "Problem422");
        for (var example : examples.properties()) {
            var problem = example.getValue().path("value");
            assertThat(described.wrongWith(schema, problem, example.getKey())).isEmpty();
            assertThat("Problem" + problem.path("status").asInt()).isEqualTo(example.getKey());
        }
        assertThat(bodiesOfErrors().filter(body -> !body.media().has("examples")))
                .as("errors without an example")
                .isEmpty();
    }

    @Test
    void areOfOperationsThatThereAre() {
        var names = operations().map(operation -> operation.path("operationId").asText());

        assertThat(names).doesNotHaveDuplicates().doesNotContain("").contains("listModels", "pushBenchmarkRun");
    }

    private Stream<JsonNode> operations() {
        return described
                .document()
                .path("paths")
                .valueStream()
                .flatMap(JsonNode::valueStream)
                .filter(operation -> operation.has("responses"));
    }

    /// One example is enough for a body that can be sent in several forms.
    private static Stream<String> partsWithoutExample(JsonNode operation) {
        var missing = new ArrayList<String>();
        var name = operation.path("operationId").asText();
        if (operation.has("requestBody") && noneHasExample(requests(operation))) {
            missing.add(name + ", request");
        }
        var answers = answers(operation).toList();
        if (!answers.isEmpty() && noneHasExample(answers.stream())) {
            missing.add(name + ", answer");
        }
        return missing.stream();
    }

    private static boolean noneHasExample(Stream<Body> bodies) {
        return bodies.noneMatch(body -> body.media().has("example"));
    }

    private static Stream<Body> bodies(JsonNode operation) {
        return Stream.concat(requests(operation), answers(operation));
    }

    private static Stream<Body> requests(JsonNode operation) {
        return content(operation, "request", operation.path("requestBody"));
    }

    private static Stream<Body> answers(JsonNode operation) {
        return operation
                .path("responses")
                .propertyStream()
                .filter(response -> response.getKey().startsWith("2"))
                .flatMap(response -> content(operation, response.getKey(), response.getValue()));
    }

    private Stream<Body> bodiesOfErrors() {
        return operations()
                .flatMap(operation -> operation
                        .path("responses")
                        .propertyStream()
                        .flatMap(response -> content(operation, response.getKey(), response.getValue())))
                .filter(body -> body.mediaType().equals("application/problem+json"));
    }

    private static Stream<Body> content(JsonNode operation, String part, JsonNode body) {
        return body.path("content")
                .propertyStream()
                .map(media -> new Body(
                        operation.path("operationId").asText() + ", " + part, media.getKey(), media.getValue()));
    }
}
