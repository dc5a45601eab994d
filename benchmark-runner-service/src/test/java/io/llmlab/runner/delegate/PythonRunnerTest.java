package io.llmlab.runner.delegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.runner.execute.Bench;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The example that the documentation is: `examples/runner.py`, as its reader runs it.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class PythonRunnerTest {

    /// Seconds; long enough for a machine that has much else to do.
    private static final int HEARTBEAT = 10;

    private Process python;
    private String executor;

    @BeforeEach
    void startIt() throws Exception {
        assumeTrue(hasPython(), "This machine has no python3");
        var builder = new ProcessBuilder(
                        "python3", "-u", Path.of("examples/runner.py").toString(), "0")
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("EVAL_FARM_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        builder.environment().put("CALLBACK_BASE", "http://127.0.0.1:" + RestAssured.port);
        python = builder.start();
        var listening = new BufferedReader(python.inputReader()).readLine();
        assertThat(listening).startsWith("listening at http://");
        executor = Delegated.register(
                listening.substring("listening at ".length()), Map.of("heartbeat_seconds", HEARTBEAT));
    }

    @AfterEach
    void endIt() {
        if (python != null) {
            python.destroyForcibly();
        }
    }

    @Test
    void completesARunWithItsSamples() {
        var run = Bench.end(Delegated.start(executor, Map.of("items", 20, "seconds_per_item", 0.01)));

        assertThat(run.getString("status")).as(run.prettify()).isEqualTo("completed");
        assertThat(run.getInt("sample_count")).isEqualTo(20);
        assertThat(run.getDouble("accuracy")).isEqualTo(0.9);
        assertThat(run.getString("fingerprint.harness")).isEqualTo("toy-runner:1");
    }

    @Test
    void beatsWhileAnItemTakesLongerThanTheHeartbeat() {
        var run = Bench.end(Delegated.start(executor, Map.of("items", 1, "seconds_per_item", HEARTBEAT + 2)));

        assertThat(run.getString("status")).as(run.prettify()).isEqualTo("completed");
    }

    @Test
    void saysWhatWentWrong() {
        var run = Bench.end(Delegated.start(executor, Map.of("items", 20, "seconds_per_item", 0.01, "fail_at", 3)));

        assertThat(run.getString("status")).isEqualTo("failed");
        assertThat(run.getString("error_message")).contains(executor, "item 3 cannot be evaluated");
        assertThat(run.getInt("sample_count")).isEqualTo(2);
    }

    @Test
    void isMissedWhenItIsKilled() {
        var run = Bench.end(Delegated.start(executor, Map.of("items", 20, "seconds_per_item", 0.01, "die_at", 5)));

        assertThat(run.getString("status")).isEqualTo("failed");
        assertThat(run.getString("error_message")).contains("no word from executor " + executor);
        assertThat(run.getInt("sample_count")).isEqualTo(4);
        await().atMost(Bench.PATIENCE).until(() -> !python.isAlive());
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            var process = new ProcessBuilder("python3", "--version").start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
