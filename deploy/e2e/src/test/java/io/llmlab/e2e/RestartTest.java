package io.llmlab.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.matchesPattern;

import io.llmlab.local.launch.Service;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A service that is killed at a bad moment loses nothing.
@ExtendWith(SuiteExtension.class)
class RestartTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Suite suite;
    private final Lab lab;

    RestartTest(Suite suite) {
        this.suite = suite;
        this.lab = suite.lab();
    }

    @Test
    void aRunGoesOnAfterItsRunnerWasKilled() throws Exception {
        var exam = Exam.own(suite.root());
        var model = "outlives its runner";
        try (var replay = Suite.replay(exam, model)) {
            lab.upload("killed-in-between", exam.questions());
            lab.register(model, replay.baseUrl());
            var id = lab.start(model, "killed-in-between", Map.of("scorer", "numeric", "concurrency", 4));
            await().atMost(PATIENCE)
                    .until(() ->
                            lab.get("/benchmark-runs/" + id).getString("status").equals("running"));

            suite.kill(Service.RUNNER);
            suite.restart(Service.RUNNER);

            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() ->
                            lab.get("/benchmark-runs/" + id).getString("status").equals("completed"));
            var run = lab.get("/benchmark-runs/" + id);
            assertThat(run.getInt("sample_count")).isEqualTo(exam.size());
            assertThat(Math.round(run.getDouble("accuracy") * exam.size())).isEqualTo(exam.correct(exam.good()));
        }
    }

    @Test
    void whatHappensWhileTheAlertServiceIsAwayIsAlertedOnLater() throws Exception {
        suite.kill(Service.ALERT);
        try {
            lab.post(
                            "/benchmark-runs/results",
                            Map.of(
                                    "model_name", "fails-unseen",
                                    "dataset_name", "any",
                                    "status", "failed",
                                    "error_message", "out of memory"))
                    .statusCode(201);
            lab.http().get("/alerts").then().statusCode(503).header("Retry-After", matchesPattern("\\d+"));
        } finally {
            suite.restart(Service.ALERT);
        }

        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> lab.get("/alerts?alert_type=benchmark_failure")
                                .getList("findAll { it.message.contains('out of memory') }")
                                .size()
                        == 1);
    }
}
