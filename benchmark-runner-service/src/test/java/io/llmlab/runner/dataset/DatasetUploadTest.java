package io.llmlab.runner.dataset;

import static io.restassured.RestAssured.given;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files of other layouts and sizes over HTTP.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class DatasetUploadTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    DatasetItems items;

    @ParameterizedTest
    @CsvSource({
        "gsm8k.jsonl,application/x-ndjson,jsonl,gsm8k,2",
        "mmlu.csv,text/csv,csv,mmlu,3",
        "mmlu-authors.csv,text/plain,csv,mmlu,3",
        "arc.json,application/json,json,arc,2",
        "hellaswag.csv,text/csv,csv,hellaswag,2",
        "truthfulqa.json,application/json,json,truthfulqa,2"
    })
    void saysAsWhatItReadAFile(String file, String mediaType, String format, String layout, int items)
            throws IOException {
        var content = content(file);
        var name = unique(layout);

        given().queryParam("name", name)
                .contentType(mediaType)
                .body(content)
                .post("/datasets")
                .then()
                .statusCode(201)
                .body("format", equalTo(format))
                .body("layout", equalTo(layout))
                .body("item_count", equalTo(items));
        given().multiPart("file", file, content)
                .multiPart("name", name)
                .post("/datasets")
                .then()
                .statusCode(200)
                .body("layout", equalTo(layout));
        given().get("/datasets/" + name).then().body("layout", equalTo(layout));
    }

    /// Items of the largest size, so that they are stored in many batches.
    @Test
    void storesALargeFileInOrder() {
        var name = unique("large");
        var padding = "x".repeat(900_000);
        var csv = IntStream.range(0, 12)
                .mapToObj(i -> "item-%d,Question %d %s,t".formatted(i, i, padding))
                .collect(Collectors.joining("\n", "id,prompt,target\n", "\n"));

        var id = given().queryParam("name", name)
                .contentType("text/csv")
                .body(csv.getBytes(StandardCharsets.UTF_8))
                .post("/datasets")
                .then()
                .statusCode(201)
                .body("item_count", equalTo(12))
                .extract()
                .jsonPath()
                .getLong("id");

        assertThat(items.ids(id).await().atMost(PATIENCE))
                .isEqualTo(IntStream.range(0, 12).mapToObj(i -> "item-" + i).toList());
    }

    @Test
    void refusesMoreThanItsLimitWhileItArrives() throws Exception {
        var megabyte = "\n".repeat(1024 * 1024).getBytes(StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d/datasets?name=%s".formatted(RestAssured.port, unique("huge"))))
                .header("Content-Type", "application/jsonl")
                .POST(BodyPublishers.ofByteArrays(Collections.nCopies(65, megabyte)))
                .build();

        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(answer.body()).contains("67108864 bytes");
        }
    }

    private static byte[] content(String file) throws IOException {
        try (var content = DatasetUploadTest.class.getResourceAsStream("/datasets/" + file)) {
            return requireNonNull(content, file).readAllBytes();
        }
    }

    private static String unique(String prefix) {
        return prefix + "-" + UUID.randomUUID();
    }
}
