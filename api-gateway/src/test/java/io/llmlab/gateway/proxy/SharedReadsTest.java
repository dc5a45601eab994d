package io.llmlab.gateway.proxy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.llmlab.gateway.proxy.SharedReads.Answer;
import io.llmlab.gateway.proxy.SharedReads.Question;
import io.llmlab.gateway.testing.StubOwner;
import io.llmlab.gateway.testing.StubOwners;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Those who read the same at the same time.
@QuarkusTest
@TestProfile(StubOwners.Settings.class)
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
class SharedReadsTest {

    private static final Question MODELS = new Question(Owner.RUNNER, "/models", null);

    @RegisterExtension
    static final StubOwners owners = new StubOwners();

    private static final StubOwner runner = owners.runner();

    @Inject
    SharedReads reads;

    @Test
    void asksOnceForAllWhoAskMeanwhile() {
        runner.answers("GET /models", 200, "[1]").answers("GET /models", 200, "[2]");
        runner.holdBack();

        var first = reads.answerTo(MODELS);
        var others = List.of(reads.answerTo(MODELS), reads.answerTo(MODELS), reads.answerTo(MODELS));
        runner.letGo();

        assertThat(text(first)).isEqualTo("[1]");
        assertThat(others).extracting(SharedReadsTest::text).containsOnly("[2]");
        assertThat(runner.asked()).hasSize(2);
    }

    /// What was on its way when a write was answered may not know of it.
    @Test
    void answersNobodyWithWhatWasAskedForBefore() {
        runner.answers("GET /models", 200, "[\"before\"]").answers("GET /models", 200, "[\"after\"]");
        runner.holdBack();

        var before = reads.answerTo(MODELS);
        await().until(() -> runner.asked().size() == 1);
        var after = reads.answerTo(MODELS);
        runner.letGo();

        assertThat(text(before)).isEqualTo("[\"before\"]");
        assertThat(text(after)).isEqualTo("[\"after\"]");
    }

    @Test
    void keepsApartWhatIsAnotherQuestion() {
        runner.answers("GET /models?limit=1", 200, "[1]").answers("GET /models?limit=2", 200, "[1, 2]");
        runner.holdBack();

        var one = reads.answerTo(new Question(Owner.RUNNER, "/models?limit=1", null));
        var two = reads.answerTo(new Question(Owner.RUNNER, "/models?limit=2", null));
        runner.letGo();

        assertThat(text(one)).isEqualTo("[1]");
        assertThat(text(two)).isEqualTo("[1, 2]");
    }

    @Test
    void sendsNothingToWhomHasItAlready() {
        runner.answers("GET /models", 200, "[1]");
        var tag = given().get("/models").then().statusCode(200).extract().header("ETag");

        given().header("If-None-Match", "\"other\", " + tag)
                .get("/models")
                .then()
                .statusCode(304)
                .header("ETag", tag)
                .body(equalTo(""));
        given().header("If-None-Match", "\"other\"").get("/models").then().statusCode(200);
    }

    @Test
    void passesWhatAnOwnerRefuses() {
        runner.answers("GET /models", 422, "{\"status\": 422, \"detail\": \"limit must be 1 to 1000\"}");

        given().get("/models?limit=0")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("detail", equalTo("limit must be 1 to 1000"));
    }

    private static String text(Future<Answer> answer) {
        await().until(answer::isComplete);
        return Objects.requireNonNull(answer.result().body()).toString();
    }
}
