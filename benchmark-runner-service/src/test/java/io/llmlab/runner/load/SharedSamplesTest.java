package io.llmlab.runner.load;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.llmlab.local.launch.StackSettings;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The harnesses' own files, through HTTP into the database.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class SharedSamplesTest {

    /// Each run is stored once with its batch, and each file is read or refused with a reason.
    @ParameterizedTest
    @ValueSource(strings = {"lm-eval-0.4", "inspect", "bmf", "promptfoo", "openai-evals", "paired"})
    void storesWhatAFolderHolds(String name) throws Exception {
        var answer = load(folder(name), name.equals("bmf") ? "&model_name=bencher-model" : "");

        assertThat(answer.getInt("stored")).isPositive();
        assertThat(answer.getList("problems.reason", String.class)).allMatch(reason -> !reason.isBlank());
        // A log in both of its forms is one batch.
        var runs = answer.getList("files.batch_id").stream()
                .distinct()
                .mapToInt(SharedSamplesTest::runsOf)
                .sum();
        assertThat(runs).isEqualTo(answer.getInt("stored"));
        assertThat(load(folder(name), name.equals("bmf") ? "&model_name=bencher-model" : "")
                        .getInt("stored"))
                .isZero();
    }

    @Test
    void makesTwentySevenCheckpointsOneSeriesATask() throws Exception {
        var answer =
                load(folder("lm-eval-0.3-checkpoints/pythia-70m-zero-shot"), "&from=2026-01-01T00:00:00Z&every=1d");

        assertThat(answer.getList("files")).hasSize(27);
        var runs = given().get("/benchmark-runs?limit=1000&dataset_name=lambada_openai&model_id="
                        + answer.getLong("runs[0].model_id"))
                .then()
                .extract()
                .jsonPath();
        assertThat(runs.getList("id")).hasSize(27);
        assertThat(new HashSet<>(runs.getList("stream"))).hasSize(1);
        assertThat(runs.getString("[0].timestamp")).isEqualTo("2026-01-27T00:00:00Z");
        assertThat(runs.getString("[0].labels.checkpoint")).contains("143000");
    }

    private static int runsOf(Object batch) {
        return given().get("/benchmark-runs?limit=1000&batch_id=" + batch)
                .then()
                .extract()
                .jsonPath()
                .getList("id")
                .size();
    }

    private static Path folder(String name) {
        var folder = StackSettings.findRoot().resolve("../shared/samples").resolve(name);
        assumeTrue(Files.isDirectory(folder), () -> "there is no " + folder);
        return folder;
    }

    private static JsonPath load(Path folder, String parameters) throws IOException {
        return given().contentType("application/zip")
                .body(zip(folder))
                .post("/benchmark-runs/import?file_name=all.zip" + parameters)
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private static byte[] zip(Path folder) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes);
                var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var entry = new ZipEntry(folder.relativize(file).toString());
                entry.setLastModifiedTime(Files.getLastModifiedTime(file));
                zip.putNextEntry(entry);
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
