package io.llmlab.local.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadMainTest {

    private static final FileTime SPRING = FileTime.from(Instant.parse("2026-03-01T12:00:00Z"));

    @TempDir
    Path folder;

    private final Map<String, FileTime> received = new TreeMap<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private HttpServer suite;
    private String query = "";
    private String authorization = "";
    private int status = 201;
    private String answer = """
            {"stored": 2, "deduplicated": 1, "warnings": ["parcel.zip!runs/a.json: no time"], "problems": [], "files": [
             {"file": "parcel.zip!runs/a.json", "format": "bmf", "stored": 2, "deduplicated": 1, "models": ["m"],
              "datasets": ["one", "two", "three", "four"]}]}""";

    @BeforeEach
    void start() throws IOException {
        suite = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        suite.createContext("/benchmark-runs/import", this::take);
        suite.start();
    }

    @AfterEach
    void stop() {
        suite.stop(0);
    }

    @Test
    void sendsAFolderWithTheTimesOfItsFilesAndPrintsWhatBecameOfThem() throws Exception {
        write("runs/a.json", "{}");
        write("runs/deep/samples.jsonl", "\n {}");
        write("runs/weights.bin", "\u0001\u0002");
        write("runs/.hidden.json", "{}");

        assertThat(run(folder.resolve("runs").toString(), "--model", "my model", "--every", "6h", "--dry-run"))
                .isZero();

        assertThat(received).containsOnlyKeys("runs/a.json", "runs/deep/samples.jsonl");
        assertThat(received).containsEntry("runs/a.json", SPRING);
        assertThat(query).contains("model_name=my+model", "every=6h", "dry_run=true");
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("runs/a.json", "m: one, two, three and 1 more", "1 files were passed over")
                .contains("2 runs would be stored, 1 were there already, 0 problems")
                .doesNotContain("parcel.zip");
    }

    @Test
    void showsTheKeyThatASuiteElsewhereAsksFor() throws Exception {
        write("a.json", "{}");
        var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        var words = List.of(
                folder.toString(),
                "--url",
                "http://127.0.0.1:" + suite.getAddress().getPort());

        assertThat(LoadMain.run(words, Map.of("LLMLAB_API_KEY", "llmlab_x\n"), out, out))
                .isZero();
        assertThat(authorization).isEqualTo("Bearer llmlab_x");
        assertThat(LoadMain.run(words, Map.of(), out, out)).isZero();
        assertThat(authorization).isEqualTo("null");
    }

    @Test
    void failsWhereSomethingWasRefused() throws Exception {
        write("a.json", "{}");
        status = 422;
        answer = """
                {"status": 422, "detail": "x", "errors": [{"parameter": "parcel.zip!a.json", "detail": "is no JSON"}]}""";

        assertThat(run(folder.resolve("a.json").toString())).isEqualTo(1);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("a.json is no JSON", "1 problems");
    }

    @Test
    void saysHowItIsUsed() throws Exception {
        write("a.json", "{}");
        var file = folder.resolve("a.json").toString();

        assertThat(run()).isEqualTo(2);
        assertThat(run(file, "--colour", "red")).isEqualTo(2);
        assertThat(run(file, "--model")).isEqualTo(2);
        assertThat(run(file, "--url", "nowhere")).isEqualTo(2);
        assertThat(run(folder.resolve("absent").toString())).isEqualTo(2);
        assertThat(run("--help")).isZero();
        assertThat(received).isEmpty();
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("There is no option --colour", "Usage: ./lab");
    }

    @Test
    void saysThatTheSuiteIsAway() throws Exception {
        write("a.json", "{}");
        suite.stop(0);

        assertThat(run(folder.resolve("a.json").toString())).isEqualTo(1);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("./lab up starts it");
    }

    private int run(String... words) throws InterruptedException {
        var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        var environment = Map.of("API_PORT", Integer.toString(suite.getAddress().getPort()));
        return LoadMain.run(Arrays.asList(words), environment, out, out);
    }

    private void write(String name, String content) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, SPRING);
    }

    private void take(HttpExchange exchange) throws IOException {
        query = exchange.getRequestURI().getRawQuery();
        authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        try (var zip = new ZipInputStream(exchange.getRequestBody())) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                received.put(entry.getName(), entry.getLastModifiedTime());
            }
        }
        var body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
