package io.llmlab.regression.config;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.nullValue;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.regression.detect.Detectors;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Settings that have an effect on their method are kept; others are refused, so that nobody believes in them.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class KnobsTest {

    private static final String PATH = "/regression-detection/configs";
    private static final List<String> ORIGINAL =
            List.of("threshold_based", "statistical_test", "change_point", "rolling_average", "percentile_based");
    private static final Map<String, String> OF_THE_ORIGINAL = Map.of(
            "threshold_percent", "0.3", "statistical_confidence", "0.99", "window_size", "20", "baseline_days", "30");
    private static final Map<String, String> OF_THE_OTHERS = Map.of("alarm_rate", "0.01", "practical_floor", "0.02");

    private static RequestSpecification json(String body) {
        return given().contentType(ContentType.JSON).body(body);
    }

    static Stream<Arguments> settings() {
        return Detectors.names().stream()
                .flatMap(method -> Stream.concat(
                        OF_THE_ORIGINAL.entrySet().stream()
                                .map(one ->
                                        Arguments.of(method, one.getKey(), one.getValue(), ORIGINAL.contains(method))),
                        OF_THE_OTHERS.entrySet().stream()
                                .map(one -> Arguments.of(
                                        method, one.getKey(), one.getValue(), !ORIGINAL.contains(method)))));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void takesASettingForTheMethodsThatItBelongsToAlone(String method, String name, String value, boolean belongs) {
        var answer = json("""
                {"method": "%s", "metric_type": "precision", "metric_name": "%s", "%s": %s}""".formatted(method, name, name, value)).post(PATH).then();
        if (belongs) {
            answer.statusCode(201).body("%s.toString()".formatted(name), equalTo(value));
        } else {
            answer.statusCode(422).body("errors.pointer", contains("/" + name));
        }
    }

    @Test
    void takesNullForWhatAMethodDoesNotKnow() {
        json("""
                {"method": "auto", "metric_type": "precision", "metric_name": "nulls", "threshold_percent": null,
                 "statistical_confidence": null, "window_size": null, "baseline_days": null}""")
                .post(PATH)
                .then()
                .statusCode(201)
                .body("window_size", nullValue())
                .body("alarm_rate", equalTo(.002f));
    }

    static List<String> methods() {
        return Detectors.names();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void writesWhatWasReadAndChangesNothing(String method) {
        var location = json("""
                {"method": "%s", "metric_type": "precision", "metric_name": "round trip"}""".formatted(method))
                .post(PATH)
                .then()
                .statusCode(201)
                .extract()
                .header("Location");
        var read = given().get(location).asString();

        json(read)
                .put(location)
                .then()
                .statusCode(200)
                .body("$", equalTo(JsonPath.from(read).getMap("$")));
    }

    /// Those of a new install are of auto, and so are their versions.
    @Test
    void tellsNothingOfStrangersFromTheStart() {
        given().get(PATH + "?limit=100")
                .then()
                .body("findAll { it.metric_name == '*' }.window_size", everyItem(nullValue()))
                .body("findAll { it.metric_name == '*' }.baseline_days", everyItem(nullValue()));
    }
}
