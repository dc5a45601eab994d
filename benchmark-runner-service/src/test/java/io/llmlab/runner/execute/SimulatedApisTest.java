package io.llmlab.runner.execute;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.local.replay.Recording;
import io.llmlab.local.replay.ReplayServer;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The demo's model server by each API that it plays.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class SimulatedApisTest {

    private static final String RECORDING = """
            {"id": "a", "question": "1 plus itself?", "answers": {"atlas": {"text": "The answer is 2.", "correct": true}}}
            {"id": "b", "question": "2 plus itself?", "answers": {"atlas": {"text": "I think it is 4.", "correct": true}}}
            """;

    @ParameterizedTest
    @CsvSource({
        "chat_completions, openai, v1, false",
        "chat_completions, openai, v1, true",
        "responses, openai, v1, false",
        "responses, openai, v1, true",
        "completions, openai, v1, false",
        "completions, openai, v1, true",
        "anthropic_messages, anthropic, v1, false",
        "anthropic_messages, anthropic, v1, true",
        "google_generate_content, google, v1beta, false",
        "google_generate_content, google, v1beta, true"
    })
    void answers(String api, String provider, String base, boolean stream) throws IOException {
        try (var server = ReplayServer.start(recording())) {
            var model = model(api, provider, server.url() + "/" + base);

            var run = Bench.run(model, Bench.sums(2), Map.of("stream", stream));

            assertThat(run.getString("status")).as(run.prettify()).isEqualTo("completed");
            assertThat(run.getDouble("accuracy")).isEqualTo(1);
            assertThat(run.getInt("error_count")).isZero();
            assertThat(run.getString("model_resolved")).isEqualTo("atlas");
            assertThat(run.getLong("total_tokens_output")).isPositive();
            var samples = Bench.get("/benchmark-runs/%d/samples".formatted(run.getLong("id")));
            assertThat(samples.getString("[0].answer")).isEqualTo("The answer is 2.");
            assertThat(samples.getString("[0].finish_reason")).isNotBlank();
            assertThat(samples.<Double>get("[0].time_to_first_token_ms") != null)
                    .isEqualTo(stream);
        }
    }

    private static String model(String api, String provider, String url) {
        var name = "model-" + UUID.randomUUID();
        given().contentType(ContentType.JSON)
                .body(Map.of("name", name, "provider", provider, "api", api, "base_url", url, "remote_name", "atlas"))
                .post("/models")
                .then()
                .statusCode(201);
        return name;
    }

    private static Recording recording() throws IOException {
        return Recording.read(new ByteArrayInputStream(RECORDING.getBytes(StandardCharsets.UTF_8)), "the test");
    }
}
