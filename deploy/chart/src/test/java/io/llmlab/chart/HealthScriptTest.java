package io.llmlab.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script of `helm test`, run as its container runs it, against a gateway that says what it is told to say.
class HealthScriptTest {

    private static final String HEALTHY = "{\"status\":\"healthy\",\"database\":\"healthy\",\"problems\":[]}";
    private static final String DEGRADED =
            "{\"status\":\"degraded\",\"database\":\"healthy\",\"problems\":[\"alert-service does not work\"]}";

    @TempDir
    Path folder;

    private final Queue<String> reports = new ArrayDeque<>();
    private int overviewStatus = 200;

    // Made before each test.
    @SuppressWarnings("NullAway.Init")
    private HttpServer gateway;

    @BeforeEach
    void serve() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "curl is missing");
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/health", exchange -> answer(exchange, 200, next()));
        gateway.createContext("/dashboard/overview", exchange -> answer(exchange, overviewStatus, "the overview"));
        gateway.start();
    }

    @AfterEach
    void stop() {
        if (gateway != null) {
            gateway.stop(0);
        }
    }

    @Test
    void passesWhenTheSuiteIsHealthy() throws Exception {
        reports.add(HEALTHY);

        assertThat(exitOf()).isZero();
        assertThat(said()).contains(HEALTHY, "the overview");
    }

    @Test
    void waitsForWhatStillStarts() throws Exception {
        reports.addAll(List.of(DEGRADED, DEGRADED, HEALTHY));

        assertThat(exitOf()).isZero();
    }

    @Test
    void failsWhileAServiceIsAwayAndSaysWhich() throws Exception {
        reports.add(DEGRADED);

        assertThat(exitOf()).isNotZero();
        assertThat(said()).contains("does not work as a whole", "alert-service does not work");
    }

    @Test
    void failsWhereNobodyAnswers() throws Exception {
        gateway.stop(0);

        assertThat(exitOf()).isNotZero();
        assertThat(said()).contains("the gateway does not answer");
    }

    @Test
    void failsWhereTheKeyOpensNothing() throws Exception {
        reports.add(HEALTHY);
        overviewStatus = 401;

        assertThat(exitOf()).isNotZero();
    }

    /// Else the script that was tested is not the one that runs.
    @Test
    void thePodRunsThisScript() {
        var pod = Manifest.of(Chart.render(Yaml.of("{database: {host: db}, kafka: {bootstrapServers: 'k:9092'}}")))
                .filter(manifest -> manifest.is("Pod", Chart.NAME + "-test"))
                .findFirst()
                .orElseThrow();

        assertThat(pod.containers().getFirst().path("args").path(0).asText().strip())
                .isEqualTo(Project.read(script()).strip());
    }

    private static Path script() {
        return Chart.FOLDER.resolve("files/health.sh");
    }

    private String next() {
        // The last one stands for ever.
        return reports.size() > 1 ? reports.remove() : reports.element();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var known = "Bearer the-key".equals(exchange.getRequestHeaders().getFirst("Authorization"));
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(known ? status : 401, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private int exitOf() throws IOException, InterruptedException {
        var builder = new ProcessBuilder("sh", script().toString())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile());
        builder.environment().put("API_ADMIN_KEY", "the-key");
        builder.environment()
                .put("GATEWAY_URL", "http://127.0.0.1:" + gateway.getAddress().getPort());
        builder.environment().put("ATTEMPTS", "4");
        builder.environment().put("PAUSE", "0");
        // A proxy of the person who builds.
        builder.environment().put("no_proxy", "127.0.0.1");
        return builder.start().waitFor();
    }

    private String said() {
        return Project.read(log());
    }

    private Path log() {
        return folder.resolve("log");
    }
}
