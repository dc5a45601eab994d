package io.llmlab.runner.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The cases name the reference that their values were computed with, and its version.
class ReferenceValuesTest {

    private static final double TOLERANCE = 1e-6;

    @ParameterizedTest
    @MethodSource("tokenF1")
    void agreesWithSquadsF1(JsonNode given) {
        agrees(new TokenF1(), ScorerSettings.NONE, given);
    }

    @ParameterizedTest
    @MethodSource("squadExact")
    void agreesWithSquadsExactMatch(JsonNode given) {
        var squad = EnumSet.complementOf(EnumSet.of(Normalisation.UNICODE));
        agrees(new ExactMatch(), new ScorerSettings(null, squad, null), given);
    }

    @ParameterizedTest
    @MethodSource("rougeL")
    void agreesWithRougeScore(JsonNode given) {
        agrees(new RougeL(), ScorerSettings.NONE, given);
    }

    @ParameterizedTest
    @MethodSource("levenshtein")
    void agreesWithTheEditDistance(JsonNode given) {
        agrees(new Levenshtein(), ScorerSettings.NONE, given);
    }

    @ParameterizedTest
    @MethodSource("jsonSchema")
    void agreesWithPythonsJsonschema(JsonNode given) {
        agrees(new JsonSchemaMatch(), new ScorerSettings(null, null, given.path("schema")), given);
    }

    @ParameterizedTest
    @MethodSource("passAtK")
    void agreesWithHumanEvalsEstimator(JsonNode given) {
        var value = PassAtK.of(
                given.path("n").asInt(),
                given.path("c").asInt(),
                given.path("k").asInt());
        assertThat(value).isCloseTo(given.path("value").asDouble(), within(TOLERANCE));
    }

    @ParameterizedTest
    @MethodSource("cohensKappa")
    void agreesWithScikitLearnsKappa(JsonNode given) {
        var kappa = CohensKappa.of(numbers(given.path("one")), numbers(given.path("other")));
        assertThat(kappa.kappa().orElseThrow()).isCloseTo(given.path("value").asDouble(), within(TOLERANCE));
    }

    private static double[] numbers(JsonNode array) {
        return array.valueStream().mapToDouble(JsonNode::asDouble).toArray();
    }

    private static void agrees(Scorer scorer, ScorerSettings settings, JsonNode given) {
        var expected = new Expectation(given.path("target").asText(), List.of(), List.of(), null, settings);
        assertThat(scorer.score(expected, given.path("answer").asText()).value())
                .isCloseTo(given.path("value").asDouble(), within(TOLERANCE));
    }

    static Stream<Named<JsonNode>> tokenF1() {
        return cases("token_f1");
    }

    static Stream<Named<JsonNode>> squadExact() {
        return cases("squad_exact");
    }

    static Stream<Named<JsonNode>> rougeL() {
        return cases("rouge_l");
    }

    static Stream<Named<JsonNode>> levenshtein() {
        return cases("levenshtein");
    }

    static Stream<Named<JsonNode>> jsonSchema() {
        return cases("json_schema");
    }

    static Stream<Named<JsonNode>> passAtK() {
        return cases("pass_at_k");
    }

    static Stream<Named<JsonNode>> cohensKappa() {
        return cases("cohens_kappa");
    }

    private static Stream<Named<JsonNode>> cases(String name) {
        try (var file = ReferenceValuesTest.class.getResourceAsStream("/score/reference-cases.json")) {
            return new ObjectMapper()
                    .readTree(file)
                    .path(name)
                    .path("cases")
                    .valueStream()
                    .map(given -> Named.of(given.toString(), given));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
