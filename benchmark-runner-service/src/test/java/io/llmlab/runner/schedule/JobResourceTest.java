package io.llmlab.runner.schedule;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class JobResourceTest {

    private JobFixture its;

    @BeforeEach
    void givenAModelAndADataset() {
        its = new JobFixture();
    }

    @Test
    void keepsAJobWithItsDefaults() {
        its.create("cron", "{\"hour\": 2, \"minute\": 30}")
                .header("Location", equalTo("/scheduler/jobs/" + its.job))
                .body("job_id", equalTo(its.job))
                .body("message", equalTo("Job %s was created".formatted(its.job)));

        its.get()
                .statusCode(200)
                .body("model_name", equalTo(its.model))
                .body("dataset_name", equalTo(its.dataset))
                .body("schedule_type", equalTo("cron"))
                .body("schedule_params.hour", equalTo(2))
                .body("enabled", equalTo(true))
                .body("max_instances", equalTo(1))
                .body("coalesce", equalTo(true))
                .body("misfire_grace_time", equalTo(300))
                .body("cooldown_minutes", equalTo(0))
                .body("metadata.timeout", equalTo(3600))
                .body("timezone", equalTo("UTC"))
                .body("jitter_seconds", equalTo(0))
                .body("trigger", equalTo("cron[hour='2', minute='30']"))
                .body("next_run_time", containsString("T02:30:00Z"))
                .body("last_run_id", nullValue());
        given().get("/scheduler/jobs?limit=1000").then().body("job_id", hasItem(its.job));
        given().get("/scheduler/jobs?limit=1&count=true")
                .then()
                .body("job_id", contains(its.job))
                .header("X-Total-Count", notNullValue());
    }

    @Test
    void takesEveryTypeAndAZoneOfItsOwn() {
        its.create("interval", "{\"hours\": 6, \"start_date\": \"2020-01-01T01:00:00Z\"}");
        its.get().body("next_run_time", containsString(":00:00Z"));
        its.change("""
                {"schedule_type": "date", "schedule_params": {"run_date": "2090-06-01 12:00"},
                 "timezone": "Europe/Berlin"}""").statusCode(200).body("next_run_time", equalTo("2090-06-01T10:00:00Z"));
        its.change("""
                {"schedule_type": "cron", "schedule_params": {"expression": "0 2 * * 0"}, "timezone": "Asia/Tokyo"}""")
                .statusCode(200)
                .body("next_run_time", containsString("T17:00:00Z"))
                .body("trigger", equalTo("cron[expression='0 2 * * 0']"));
    }

    @Test
    void changesWhatIsNamedAndKeepsTheNextTime() {
        its.create("interval", "{\"days\": 1}");
        var next = its.get().extract().<String>path("next_run_time");

        its.change("{\"cooldown_minutes\": 30, \"benchmark_config\": {\"sample_size\": 5}}")
                .statusCode(200)
                .body("cooldown_minutes", equalTo(30))
                .body("benchmark_config.sample_size", equalTo(5))
                .body("next_run_time", equalTo(next));
        its.change(its.get().extract().asString()).statusCode(200).body("next_run_time", equalTo(next));
        its.change("{\"schedule_params\": {\"days\": 2}}").statusCode(200).body("next_run_time", greaterThan(next));
        its.change("{\"cooldown_minutes\": null}").statusCode(200).body("cooldown_minutes", equalTo(0));
        its.change("{\"job_id\": \"other\"}").statusCode(422).body("errors[0].pointer", equalTo("/job_id"));
        its.change("{\"schedule_params\": {\"hour\": 2}}")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/schedule_params/hour"));
    }

    @Test
    void putsAFiringOffByItsJitterAlwaysByTheSame() {
        its.create("cron", "{\"hour\": 2}");
        var regular = nextRun();

        its.change("{\"jitter_seconds\": 600}").statusCode(200);
        var jittered = nextRun();
        its.change("{\"jitter_seconds\": 0}").statusCode(200);
        assertThat(nextRun()).isEqualTo(regular);
        its.change("{\"jitter_seconds\": 600}").statusCode(200);

        assertThat(jittered).isBetween(regular, regular.plusSeconds(600));
        assertThat(nextRun()).isEqualTo(jittered);
    }

    private Instant nextRun() {
        return Instant.parse(its.get().extract().path("next_run_time"));
    }

    @Test
    void pausesAndResumes() {
        its.create("interval", "{\"hours\": 1}");

        its.command("pause").statusCode(200).body("message", equalTo("Job %s was paused".formatted(its.job)));
        its.get().body("enabled", equalTo(false)).body("next_run_time", nullValue());
        its.command("pause").statusCode(200);
        its.command("resume").statusCode(200).body("message", equalTo("Job %s was resumed".formatted(its.job)));
        its.get().body("enabled", equalTo(true)).body("next_run_time", notNullValue());
        its.change("{\"enabled\": false}").statusCode(200).body("next_run_time", nullValue());
        its.change("{\"enabled\": true}").statusCode(200).body("next_run_time", notNullValue());
    }

    @Test
    void startsARunWhenItIsTriggeredPausedOrNot() {
        its.create("interval", "{\"hours\": 1}");
        its.command("pause");

        var run = its.command("trigger").statusCode(200).extract().jsonPath();

        assertThat(run.getString("message")).isEqualTo("Job %s was triggered".formatted(its.job));
        given().get("/benchmark-runs/" + run.getLong("run_id"))
                .then()
                .statusCode(200)
                .body("trigger_type", equalTo("manual"))
                .body("scheduled_job_id", equalTo(its.job));
        its.get().body("last_run_id", equalTo(run.getInt("run_id"))).body("last_status", notNullValue());
    }

    @Test
    void answersARepeatedTriggerWithTheSameRun() {
        its.create("interval", "{\"hours\": 1}");
        var key = UUID.randomUUID().toString();

        var first = given().header("Idempotency-Key", key).post("/scheduler/jobs/%s/trigger".formatted(its.job));
        var second = given().header("Idempotency-Key", key).post("/scheduler/jobs/%s/trigger".formatted(its.job));

        assertThat(second.asString()).isEqualTo(first.asString());
    }

    @Test
    void protectsADatasetThatAnEnabledJobUses() {
        its.create("interval", "{\"hours\": 1}");

        given().delete("/datasets/" + its.dataset)
                .then()
                .statusCode(409)
                .body("detail", containsString("in use by job " + its.job));
        its.command("pause");
        given().delete("/datasets/" + its.dataset).then().statusCode(204);
    }

    @Test
    void deletesAJobAndForgetsItsId() {
        its.create("interval", "{\"hours\": 1}");
        its.post("interval", "{\"hours\": 1}").statusCode(409).body("detail", containsString("already"));

        given().delete("/scheduler/jobs/" + its.job)
                .then()
                .statusCode(200)
                .body("message", equalTo("Job %s was deleted".formatted(its.job)));

        its.get().statusCode(404);
        given().delete("/scheduler/jobs/" + its.job).then().statusCode(404);
        its.command("pause").statusCode(404);
        its.command("trigger").statusCode(404);
        its.change("{}").statusCode(404);
        its.create("interval", "{\"hours\": 1}");
    }

    @Test
    void countsJobs() {
        its.create("interval", "{\"seconds\": 100}");

        given().get("/scheduler/stats")
                .then()
                .statusCode(200)
                .body("running", equalTo(true))
                .body("active_jobs", greaterThan(0))
                .body("total_jobs", greaterThan(0))
                .body("paused_jobs", notNullValue())
                .body("next_run_times.job_id", hasItem(its.job))
                .body("next_run_times[0].next_run", notNullValue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "schedule_type": "cron", "schedule_params": {"hour": 25}          | /schedule_params/hour
            "schedule_type": "cron", "schedule_params": {"day_of_week": 7}    | /schedule_params/day_of_week
            "schedule_type": "cron", "schedule_params": {}                    | /schedule_params
            "schedule_type": "cron", "schedule_params": {"year": 2020}        | /schedule_params
            "schedule_type": "date", "schedule_params": {"run_date": "2020-01-01"} | /schedule_params
            "schedule_type": "cron", "schedule_params": "0 2 * * *"           | /schedule_params
            "schedule_type": "cron", "schedule_params": null                  | /schedule_params
            "schedule_type": "weekly", "schedule_params": {}                  | /schedule_type
            "schedule_params": {"hour": 2}                                    | /schedule_type
            "schedule_type": "cron", "schedule_params": {"hour": 2}, "timezone": "Mars/Base" | /timezone
            "schedule_type": "cron", "schedule_params": {"hour": 2}, "max_instances": 0 | /max_instances
            "schedule_type": "cron", "schedule_params": {"hour": 2}, "coalesce": "yes"  | /coalesce
            "schedule_type": "cron", "schedule_params": {"hour": 2}, "metadata": {"timeout": 0} | /metadata
            "schedule_type": "cron", "schedule_params": {"hour": 2}, "benchmark_config": {"concurrency": 65} | /benchmark_config/concurrency
            "schedule_type": "cron", "schedule_params": {"hour": 2}, "every": 5 | /every
            """)
    void namesTheFieldThatDoesNotFit(String fields, String pointer) {
        given().contentType(ContentType.JSON)
                .body("{\"job_id\": \"%s\", \"model_name\": \"%s\", \"dataset_name\": \"%s\", %s}"
                        .formatted(its.job, its.model, its.dataset, fields))
                .post("/scheduler/jobs")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains(pointer));
        its.get().statusCode(404);
    }

    @Test
    void namesWhatIsNotThere() {
        JobFixture.body(its.job, "nobody", its.dataset)
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/model_name"));
        JobFixture.body(its.job, its.model, "nothing")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/dataset_name"));
        JobFixture.body("a/b", its.model, its.dataset).statusCode(422).body("errors[0].pointer", equalTo("/job_id"));
        JobFixture.body("x".repeat(101), its.model, its.dataset)
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/job_id"));
        given().delete("/models/" + its.modelId).then().statusCode(200);
        JobFixture.body(its.job, its.model, its.dataset)
                .statusCode(422)
                .body("errors[0].detail", containsString("deactivated"));
    }

    @Test
    void saysWhenASchedulePlannedOrKeptIsDueNext() {
        given().contentType(ContentType.JSON)
                .body("""
                        {"schedule_type": "cron", "schedule_params": {"hour": 2, "minute": 30}, "timezone": "Europe/Berlin"}""")
                .post("/scheduler/preview?count=3")
                .then()
                .statusCode(200)
                .body("next_run_times", hasSize(3))
                .body("next_run_times[0]", endsWith(":30:00Z"));
        given().contentType(ContentType.JSON)
                .body("{\"schedule_type\": \"cron\", \"schedule_params\": {\"hour\": 24}}")
                .post("/scheduler/preview")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/schedule_params/hour"));

        its.create("interval", "{\"hours\": 6}");
        given().get("/scheduler/jobs/%s/next?count=4".formatted(its.job))
                .then()
                .statusCode(200)
                .body("next_run_times", hasSize(4));
        its.command("pause");
        given().get("/scheduler/jobs/%s/next".formatted(its.job)).then().body("next_run_times", empty());
    }
}
