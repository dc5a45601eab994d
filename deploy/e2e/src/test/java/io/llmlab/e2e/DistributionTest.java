package io.llmlab.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.local.dist.Distribution;
import io.llmlab.local.launch.StackSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `./lab dist` packs, unpacked where there is no Maven, no local repository and no sources, and started there.
///
/// Packed from the modules as this build made them: not packaged for start-up caches (`aot-jar`), and with Postgres for
/// this system alone.
@Tag("full")
class DistributionTest {

    private static final String VERSION = "9.9.9";

    @TempDir
    static Path folder;

    private static Path home = Path.of("");
    private static StackSettings settings = new StackSettings(home, home, Map.of());
    private static final Map<String, String> ENVIRONMENT = new HashMap<>();

    private record Ended(int code, String output) {}

    @BeforeAll
    static void unpack() throws Exception {
        var archive = new Distribution(StackSettings.findRoot(), VERSION, Instant.EPOCH).pack(folder);
        var tar = new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", folder.toString())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
        home = folder.resolve("llm-lab-monitor-" + VERSION);
        settings = StackSettings.isolated(home, home.resolve(".lab"), Map.of());
        emptyMachine();
    }

    /// The system's own programs but Maven, this Java, and a home in which nothing is.
    private static void emptyMachine() throws IOException {
        ENVIRONMENT.putAll(settings.environment());
        ENVIRONMENT.put("PATH", programs().toString());
        ENVIRONMENT.put(
                "HOME", Files.createDirectory(folder.resolve("empty-home")).toString());
        ENVIRONMENT.put("JAVA_HOME", System.getProperty("java.home"));
    }

    private static Path programs() throws IOException {
        var links = Files.createDirectory(folder.resolve("bin"));
        try (var programs = Files.list(Path.of("/usr/bin"))) {
            for (var program : programs.toList()) {
                var name = program.getFileName().toString();
                if (!name.startsWith("mvn")) {
                    Files.createSymbolicLink(links.resolve(name), program);
                }
            }
        }
        return links;
    }

    @Test
    void startsWithAJavaAndNothingElse() throws Exception {
        try {
            var up = lab("up", "-d");
            assertThat(up.code()).as(up.output()).isZero();

            given().port(Integer.parseInt(settings.environment().get("API_PORT")))
                    .get("/models")
                    .then()
                    .statusCode(200);
            assertThat(lab("status").code()).isZero();
        } finally {
            var down = lab("down");
            assertThat(down.code()).as(down.output()).isZero();
        }
        assertThat(lab("status").code()).isEqualTo(3);
        assertThat(folder.resolve("empty-home")).isEmptyDirectory();
        assertThat(Stream.of("mvnw", "pom.xml", "alert-service/src").map(home::resolve))
                .noneMatch(Files::exists);
    }

    @Test
    void saysWhichCommandsNeedSources() throws Exception {
        for (var command : List.of("test", "bench", "dist")) {
            var ended = lab(command);
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.output()).contains("./lab " + command + " needs the project's sources", VERSION);
        }
        assertThat(lab("version").output()).isEqualTo(VERSION + "\n");
        var detect = lab("detect", "--help");
        assertThat(detect.code()).as(detect.output()).isZero();
    }

    private static Ended lab(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(home.resolve("lab").toString()));
        command.addAll(List.of(arguments));
        // Into a file: what goes on in the background would hold a pipe open.
        var output = folder.resolve("output");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(ENVIRONMENT);
        var code = builder.start().waitFor();
        return new Ended(code, Files.readString(output, StandardCharsets.UTF_8));
    }
}
