package io.llmlab.e2e;

import static org.awaitility.Awaitility.await;

import io.llmlab.local.server.Ports;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One of several processes of the benchmark runner, which share its database.
final class Replica {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final String name;
    private final Path jar;
    private final Path log;
    private final Map<String, String> environment;
    private final List<Integer> ports = Ports.free(2);
    private final int port = ports.getFirst();
    private final int managementPort = ports.getLast();
    private @Nullable Process process;

    /// @param name also what it sends as its key to models whose `api_key_ref` is [#KEY]
    /// @param environment what all replicas are told
    Replica(String name, Path jar, Path log, Map<String, String> environment) {
        this.name = name;
        this.jar = jar;
        this.log = log;
        this.environment = environment;
    }

    /// The setting by which a model server knows who asks.
    static final String KEY = "REPLICA_KEY";

    String name() {
        return name;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    void start() throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(List.of(
                        java, "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", jar.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        builder.environment()
                .putAll(Map.of(
                        KEY,
                        name,
                        "QUARKUS_HTTP_HOST",
                        "127.0.0.1",
                        "QUARKUS_HTTP_PORT",
                        Integer.toString(port),
                        "QUARKUS_MANAGEMENT_PORT",
                        Integer.toString(managementPort)));
        process = builder.start();
    }

    void awaitReady() {
        await("replica %s is ready, see %s".formatted(name, log))
                .atMost(PATIENCE)
                .ignoreExceptions()
                .failFast("replica %s ended, see %s".formatted(name, log), () -> !isAlive())
                .until(() -> RestAssured.get("http://127.0.0.1:%d/q/health/ready".formatted(managementPort))
                                .statusCode()
                        == 200);
    }

    /// As a power cut would.
    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /// As an orchestrator would.
    void stop() throws InterruptedException {
        if (process != null) {
            process.destroy();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("Replica %s did not stop, see %s".formatted(name, log));
            }
        }
    }
}
