package io.llmlab.runner.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramProcessTest {

    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin");

    @TempDir
    Path folder;

    private final LogTail log = new LogTail(100);

    @Test
    void handsArgumentsOverAsTheyAreAndSaysHowItEnded() throws Exception {
        try (var program = start("printf '[%s]\\n' \"$@\"; pwd; echo err >&2; env; exit 7", "a b", "$(id)", "*")) {
            assertThat(program.exit().get(30, TimeUnit.SECONDS)).isEqualTo(7);
        }

        assertThat(log.tail().lines())
                .contains("[a b]", "[$(id)]", "[*]", folder.toRealPath().toString(), "err", "PATH=/usr/bin:/bin")
                .noneMatch(line -> line.startsWith("HOME="));
    }

    @Test
    void endsTheProgramWithItsChildren() throws Exception {
        var program = start("sleep 1000 & echo $! > child; echo ready; wait");
        await().atMost(PATIENCE).until(() -> log.tail().lines().contains("ready"));
        var child = handle("child");

        program.stop();

        assertThat(program.exit().get(30, TimeUnit.SECONDS)).isNotZero();
        await().atMost(PATIENCE).until(() -> !child.isAlive());
    }

    @Test
    void killsWhatDoesNotEndAndWhatItsParentLeftBehind() throws Exception {
        var program = start("""
                trap '' TERM
                (sh -c 'trap "" TERM; echo $$ > orphan; while :; do sleep 1000; done' &)
                while [ ! -s orphan ]; do sleep 0.05; done
                echo ready
                while :; do sleep 1000; done""");
        await().atMost(PATIENCE).until(() -> log.tail().lines().contains("ready"));
        var orphan = handle("orphan");

        program.stop();

        assertThat(program.exit().get(30, TimeUnit.SECONDS)).isEqualTo(137);
        await().atMost(PATIENCE).until(() -> !orphan.isAlive());
        await().atMost(PATIENCE).until(() -> !Files.exists(folder));
    }

    /// Another JVM starts a program and is killed, as the service may be.
    @Test
    void doesNotOutliveTheServiceThatStartedIt() throws Exception {
        var service = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starter.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(new File("target/starter.log"))
                .start();
        await().atMost(PATIENCE)
                .until(() -> Files.exists(folder.resolve("pid")) && Files.size(folder.resolve("pid")) > 0);
        var program = handle("pid");
        assertThat(program.isAlive()).isTrue();

        service.destroyForcibly();

        await().atMost(PATIENCE).until(() -> !program.isAlive());
        await().atMost(PATIENCE).until(() -> !Files.exists(folder));
    }

    /// The service in small.
    static final class Starter {

        private Starter() {}

        public static void main(String[] arguments) throws Exception {
            var program = ProgramProcess.start(
                    List.of("/bin/sh", "-c", "trap '' TERM; echo $$ > pid; while :; do sleep 1000; done"),
                    ENVIRONMENT,
                    Path.of(arguments[0]),
                    GRACE,
                    new LogTail(10));
            program.exit().join();
        }
    }

    private ProgramProcess start(String script, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("/bin/sh", "-c", script, "program"));
        command.addAll(List.of(arguments));
        return ProgramProcess.start(command, ENVIRONMENT, folder, GRACE, log);
    }

    private ProcessHandle handle(String file) throws IOException {
        var pid = Long.parseLong(Files.readString(folder.resolve(file)).strip());
        return ProcessHandle.of(pid).orElseThrow();
    }
}
