package io.llmlab.runner.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.llmlab.local.launch.StackSettings;
import io.llmlab.local.testing.SuiteServers;
import io.llmlab.runner.execute.Bench;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Real programs: small scripts of the shell.
@QuarkusTest
@TestProfile(CommandExecutorTest.Allowed.class)
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class CommandExecutorTest {

    /// Commas separate the items of a list in a setting.
    public static class Allowed implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            var all = new HashMap<>(programs());
            all.putAll(documented());
            return all;
        }

        /// The program of one line in the page of this executor.
        private static Map<String, String> documented() {
            try {
                var page = Files.readString(StackSettings.findRoot().resolve("docs/executors/command.md"));
                return page.lines()
                        .map(String::strip)
                        .filter(line -> line.startsWith("runner.command.programs.toy."))
                        .map(line -> line.split("=", 2))
                        .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private static Map<String, String> programs() {
            return Map.ofEntries(
                    setting("measure", "path", "/bin/sh"),
                    setting(
                            "measure",
                            "arguments",
                            "-c,echo measuring $1; printf '{\"%s\": {\"accuracy\": {\"value\": %s}}}' \"$1\" \"$2\" > results.json; exit $3,measure,{dataset},{value},{code}"),
                    setting("measure", "defaults.code", "0"),
                    setting("measure", "exit-codes", "0,100"),
                    setting("silent", "path", "/bin/sh"),
                    setting("silent", "arguments", "-c,exit 0"),
                    setting("sleep", "path", "/bin/sh"),
                    setting("sleep", "arguments", "-c,sleep 1000 & echo pid $!; wait"),
                    setting("leave", "path", "/bin/sh"),
                    setting("leave", "arguments", "-c,echo leaving files; cp $1/* .; exit $2,leave,{folder},{code}"),
                    setting("leave", "defaults.code", "0"),
                    setting("leave", "results", "**.json*"),
                    setting("absent", "path", "/nowhere/program"),
                    Map.entry("runner.command.kill-grace", "1s"));
        }

        private static Map.Entry<String, String> setting(String program, String name, String value) {
            return Map.entry("runner.command.programs.%s.%s".formatted(program, name), value);
        }
    }

    private String model;

    @BeforeEach
    void registerAModel() {
        model = Bench.model("http://127.0.0.1:9/v1", Map.of());
    }

    @Test
    void importsWhatTheProgramMeasured() {
        var run = run("measure", Map.of("value", 0.75));

        assertThat(run.getString("status")).as(run.prettify()).isEqualTo("completed");
        assertThat(Bench.get("/benchmark-runs/%d/metrics".formatted(run.getLong("id")))
                        .getDouble("find { it.metric_type == 'accuracy' }.value"))
                .isEqualTo(0.75);
        assertThat(Bench.get("/benchmark-runs/%d/log".formatted(run.getLong("id")))
                        .getList("lines"))
                .containsExactly("measuring toy");
    }

    @Test
    void runsTheProgramOfItsPage() {
        var run = run("toy", Map.of("value", 0.75));

        assertThat(run.getString("status")).as(run.prettify()).isEqualTo("completed");
        assertThat(run.getDouble("accuracy")).isEqualTo(0.75);
        assertThat(log(run.getLong("id"))).isEqualTo("measuring " + model);
    }

    @Test
    void takesTheExitCodesThatCount() {
        assertThat(run("measure", Map.of("value", 0.5, "code", 100)).getString("status"))
                .isEqualTo("completed");

        var failed = run("measure", Map.of("value", 0.5, "code", 3));
        assertThat(failed.getString("status")).isEqualTo("failed");
        assertThat(failed.getString("error_message")).contains("ended with code 3", "measuring toy");
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(run("silent", Map.of()).getString("error_message")).contains("no file", "**.json");
        assertThat(run("absent", Map.of()).getString("error_message")).contains("/nowhere/program");
    }

    @Test
    void endsTheProgramOfACancelledRun() {
        var id = Bench.start(model, "toy", config("sleep", Map.of()));
        await().atMost(Bench.PATIENCE).until(() -> !log(id).isEmpty());
        var pid = Long.parseLong(log(id).replaceAll("\\D+", ""));
        assertThat(ProcessHandle.of(pid)).isPresent();

        Bench.post("/benchmark-runs/%d/cancel".formatted(id)).statusCode(200);

        await().atMost(Bench.PATIENCE)
                .until(() ->
                        ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void refusesWhatIsNotAllowed() {
        refused(config("rm", Map.of()), "/benchmark_config/program", "absent, leave, measure, silent, sleep, toy");
        refused(config("measure", Map.of()), "/benchmark_config/arguments", "{value}");
        refused(config("measure", Map.of("value", "-rf")), "/benchmark_config/arguments", "option");
        refused(config("measure", Map.of("value", 1, "x", 1)), "/benchmark_config/arguments/x", "code, value");
        refused(config("measure", Map.of("value", "a\nb")), "/benchmark_config/arguments/value", "control");
    }

    private void refused(Map<String, Object> config, String pointer, String detail) {
        Bench.ask(model, "toy", config)
                .statusCode(422)
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].detail", containsString(detail));
    }

    private JsonPath run(String program, Map<String, Object> arguments) {
        return Bench.run(model, "toy", config(program, arguments));
    }

    private static Map<String, Object> config(String program, Map<String, Object> arguments) {
        return Map.of("executor", "command", "program", program, "arguments", arguments);
    }

    private static String log(long id) {
        return String.join(
                "\n", Bench.get("/benchmark-runs/%d/log".formatted(id)).<String>getList("lines"));
    }
}
