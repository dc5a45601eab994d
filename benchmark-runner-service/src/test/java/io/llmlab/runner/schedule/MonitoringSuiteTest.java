package io.llmlab.runner.schedule;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class MonitoringSuiteTest {

    private static final int ITEMS = 250;

    private String dataset = "";

    @BeforeEach
    void givenADataset() {
        dataset = "suite-" + UUID.randomUUID().toString().substring(0, 8);
        given().queryParam("name", dataset)
                .contentType("text/plain")
                .body(IntStream.range(0, ITEMS)
                        .mapToObj("{\"prompt\": \"question %03d\", \"target\": \"t\"}"::formatted)
                        .collect(Collectors.joining("\n")))
                .post("/datasets")
                .then()
                .statusCode(201);
    }

    private static String model(String prices) {
        var name = "m-" + UUID.randomUUID().toString().substring(0, 8);
        given().contentType(ContentType.JSON)
                .body("{\"name\": \"%s\", \"provider\": \"local\" %s}".formatted(name, prices))
                .post("/models")
                .then()
                .statusCode(201);
        return name;
    }

    private ValidatableResponse suite(String model, String more) {
        return given().contentType(ContentType.JSON)
                .body("{\"model_names\": [\"%s\"], \"datasets\": [\"%s\"] %s}".formatted(model, dataset, more))
                .post("/scheduler/monitoring-suite")
                .then();
    }

    @Test
    void makesAFullNightlyAndAQuickHourlyJobForEachPair() {
        var model = model("");
        var daily = model + "_" + dataset + "_daily";
        var hourly = model + "_" + dataset + "_hourly";

        suite(model, "")
                .statusCode(201)
                .body("created_jobs", contains(daily, hourly))
                .body("existing_jobs", empty())
                .body("warm_up_runs", empty());

        given().get("/scheduler/jobs/" + daily)
                .then()
                .body("schedule_params.hour", equalTo(2))
                .body("schedule_params.minute", equalTo(0))
                .body("next_run_time", containsString("T02:00:00Z"))
                .body("benchmark_config.sample_size", equalTo(1000));
        given().get("/scheduler/jobs/" + hourly)
                .then()
                .body("next_run_time", containsString(":00:00Z"))
                .body("benchmark_config.sample_size", equalTo(100));
        suite(model, "").statusCode(200).body("created_jobs", empty()).body("existing_jobs", contains(daily, hourly));
    }

    @Test
    void watchesTheStarterDatasetsWhereNoneIsNamed() {
        var model = model("");

        given().contentType(ContentType.JSON)
                .body("{\"model_names\": [\"%s\"], \"dry_run\": true}".formatted(model))
                .post("/scheduler/monitoring-suite")
                .then()
                .statusCode(200)
                .body(
                        "created_jobs",
                        contains(
                                model + "_truthfulness_daily",
                                model + "_truthfulness_hourly",
                                model + "_reasoning_daily",
                                model + "_reasoning_hourly",
                                model + "_knowledge_daily",
                                model + "_knowledge_hourly"));
    }

    /// 250 items once and 100 items 24 times a day. An item's messages are 47 characters of JSON: twelve tokens.
    @Test
    void saysWhatADayAsksAndCosts() {
        var model = model(", \"cost_per_input_token\": 0.001, \"cost_per_output_token\": 0.002");

        var dry = suite(model, ", \"dry_run\": true").statusCode(200).body("dry_run", equalTo(true));

        dry.body("requests_per_day", equalTo(250 + 24 * 100))
                .body("jobs.requests_per_run", contains(250, 100))
                .body("jobs.tokens_from", contains("text_length", "text_length"));
        var cost = dry.extract().jsonPath().getDouble("cost_per_day");
        assertThat(cost).isCloseTo(2650 * (12 * .001 + 250 * .002), within(2650 * 3 * .001));
        given().get("/scheduler/jobs/%s_%s_daily".formatted(model, dataset))
                .then()
                .statusCode(404);
    }

    @Test
    void knowsNoCostWithoutAPrice() {
        suite(model(""), ", \"dry_run\": true")
                .body("cost_per_day", nullValue())
                .body("jobs.cost_per_day", hasSize(2));
    }

    /// Connor's formula at an error of .001 one-sided and a power of .8. With 250 items a tenth of them differs:
    /// (3.0902 sqrt(.1) + .8416 sqrt(.1 - .0781^2)) / sqrt(250) = .0781. With 100 the drop itself makes more
    /// items differ: x = (3.0902 sqrt(x) + .8416 sqrt(x - x^2)) / 10 holds at x = .1495.
    @Test
    void saysWhichDropItWouldNotMiss() {
        var drops = suite(model(""), ", \"dry_run\": true")
                .extract()
                .jsonPath()
                .getList("jobs.smallest_visible_drop", Double.class);

        assertThat(drops.getFirst()).isCloseTo(.0781, within(.001));
        assertThat(drops.getLast()).isCloseTo(.1495, within(.001));
    }

    @Test
    void startsWarmUpRunsOfEachNewJob() {
        suite(model(""), ", \"warm_up\": 3").statusCode(201).body("warm_up_runs", hasSize(6));
    }

    @Test
    void makesNothingWhereAPartDoesNotFit() {
        var model = model("");

        given().contentType(ContentType.JSON)
                .body("{\"model_names\": [\"%s\"], \"datasets\": [\"%s\", \"no-such-set\"]}".formatted(model, dataset))
                .post("/scheduler/monitoring-suite")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/datasets"))
                .body("errors[0].detail", containsString("no-such-set"));
        given().get("/scheduler/jobs/%s_%s_daily".formatted(model, dataset))
                .then()
                .statusCode(404);
        suite("nobody", "").statusCode(422).body("errors[0].pointer", equalTo("/model_names"));
        given().contentType(ContentType.JSON)
                .body("{\"model_names\": []}")
                .post("/scheduler/monitoring-suite")
                .then()
                .statusCode(422);
    }

    @Test
    void refusesNamesThatMakeAnIdTooLong() {
        var model = "m".repeat(90);
        given().contentType(ContentType.JSON)
                .body("{\"name\": \"%s\", \"provider\": \"local\"}".formatted(model))
                .post("/models");

        suite(model, "").statusCode(422).body("errors[0].detail", containsString("at most 100 are allowed"));
    }
}
