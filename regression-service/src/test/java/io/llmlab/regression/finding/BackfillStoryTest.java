package io.llmlab.regression.finding;

import static io.llmlab.regression.Runner.accuracy;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.regression.Runner;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Runs that arrive late, or that the runner calls history: what they show is stored and wakes nobody.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class BackfillStoryTest {

    @Inject
    Pool pool;

    private Runner runner;
    private Instant start;

    @BeforeEach
    void aModel() {
        runner = new Runner(pool);
        start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(20));
    }

    private Instant hour(int hours) {
        return start.plus(Duration.ofHours(hours));
    }

    @Test
    void marksHistoryThatArrivesLateAsBackfill() {
        var old = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(200));
        var runs = new ArrayList<Runner.Told>();
        for (double value : new double[] {.9, .91, .9, .89, .9, .3, .31, .3}) {
            runs.add(runner.run(
                    "gsm8k",
                    old.plus(Duration.ofDays(20L * runs.size())),
                    Instant.now(),
                    "completed",
                    true,
                    accuracy(value)));
        }
        runner.send(runs);
        runner.awaitTaken(runs.getLast());

        var found = runner.told("regression-found");
        assertThat(found).hasSize(1);
        assertThat(JsonPath.from(found.getFirst().value()).getBoolean("backfill"))
                .isTrue();
        assertThat(given().get("/regression-detection/results?model_id=" + runner.model())
                        .jsonPath()
                        .getList("backfill"))
                .containsExactly(true);
    }

    @Test
    void wakesNobodyForYoungRunsThatTheRunnerCallsHistory() {
        var runs = runner.accuracies(hour(0), .9, .91, .9, .89, .9, .3, .31, .3).stream()
                .map(Runner.Told::asHistory)
                .toList();
        runner.send(runs);
        runner.awaitTaken(runs.getLast());

        var found = runner.told("regression-found");
        assertThat(found).hasSize(1);
        assertThat(JsonPath.from(found.getFirst().value()).getBoolean("backfill"))
                .isTrue();
    }

    @Test
    void putsALatePointInItsPlace() {
        var runs = runner.accuracies(hour(0), .9, .91, .9, .89, .3, .31, .3);
        runner.send(runs);
        runner.awaitTaken(runs.getLast());
        assertThat(runner.told("regression-found")).isEmpty();

        var late = runner.completed(hour(-1), accuracy(.9));
        runner.send(late);
        runner.awaitTaken(late);

        var found = runner.told("regression-found");
        assertThat(found).hasSize(1);
        var event = JsonPath.from(found.getFirst().value());
        assertThat(event.getBoolean("backfill")).isTrue();
        assertThat(event.getDouble("findings[0].current_value")).isBetween(.3, .31);
    }
}
