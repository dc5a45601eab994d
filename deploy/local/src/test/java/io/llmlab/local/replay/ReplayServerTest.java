package io.llmlab.local.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplayServerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String QUESTION = "{\"model\": \"good\", \"messages\": [{\"role\": \"system\", \"content\":"
            + " \"Be brief.\"}, {\"role\": \"user\", \"content\": \"What is 1 + 1?\"}]}";

    private final HttpClient client = HttpClient.newHttpClient();
    private final ReplayServer server = started();

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    @Test
    void answersAsRecorded() throws Exception {
        var answer = post("/v1/chat/completions", QUESTION);
        var body = JSON.readTree(answer.body());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(body.path("id").asText()).startsWith("chatcmpl-");
        assertThat(body.path("model").asText()).isEqualTo("good");
        assertThat(content(body)).isEqualTo("The answer is 2.");
        assertThat(body.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(body.at("/usage/prompt_tokens").asInt()).isEqualTo(6);
        assertThat(body.at("/usage/completion_tokens").asInt()).isEqualTo(4);
        assertThat(body.at("/usage/total_tokens").asInt()).isEqualTo(10);
        assertThat(body.path("system_fingerprint").asText()).startsWith("fp_");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void answersAsAnthropicDoes() throws Exception {
        var answer = post("/v1/messages", """
                {"model": "good", "max_tokens": 100, "system": "Be brief.",
                 "messages": [{"role": "user", "content": "What is 1 + 1?"}]}""");
        var body = JSON.readTree(answer.body());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(body.path("type").asText()).isEqualTo("message");
        assertThat(body.path("model").asText()).isEqualTo("good");
        assertThat(body.at("/content/0/type").asText()).isEqualTo("text");
        assertThat(body.at("/content/0/text").asText()).isEqualTo("The answer is 2.");
        assertThat(body.path("stop_reason").asText()).isEqualTo("end_turn");
        assertThat(body.at("/usage/input_tokens").asInt()).isEqualTo(6);
        assertThat(body.at("/usage/output_tokens").asInt()).isEqualTo(4);

        var refused = post("/v1/messages", "{\"model\": \"good\", \"messages\": []}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(refused.body()).at("/error/type").asText()).isEqualTo("invalid_request_error");
        assertThat(JSON.readTree(refused.body()).at("/error/message").asText()).contains("max_tokens");
    }

    @Test
    void answersAsGoogleDoes() throws Exception {
        var answer = post("/v1beta/models/good:generateContent", """
                {"systemInstruction": {"parts": [{"text": "Be brief."}]},
                 "contents": [{"role": "user", "parts": [{"text": "What is 1 + 1?"}]}]}""");
        var body = JSON.readTree(answer.body());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(body.at("/candidates/0/content/parts/0/text").asText()).isEqualTo("The answer is 2.");
        assertThat(body.at("/candidates/0/finishReason").asText()).isEqualTo("STOP");
        assertThat(body.at("/usageMetadata/promptTokenCount").asInt()).isEqualTo(6);
        assertThat(body.at("/usageMetadata/candidatesTokenCount").asInt()).isEqualTo(4);
        assertThat(body.path("modelVersion").asText()).isEqualTo("good");

        var unknown =
                post("/v1beta/models/nobody:generateContent", "{\"contents\": [{\"parts\": [{\"text\": \"?\"}]}]}");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(JSON.readTree(unknown.body()).at("/error/status").asText()).isEqualTo("NOT_FOUND");
    }

    @Test
    void readsContentThatComesInParts() throws Exception {
        var parts = "{\"model\": \"good\", \"messages\": [{\"role\": \"user\", \"content\":"
                + " [{\"type\": \"text\", \"text\": \"What is 1 + 1?\"}]}]}";

        assertThat(content(JSON.readTree(post("/v1/chat/completions", parts).body())))
                .isEqualTo("The answer is 2.");
    }

    @Test
    void admitsThatItDoesNotKnowAQuestion() throws Exception {
        var unknown = QUESTION.replace("1 + 1", "love");

        assertThat(content(JSON.readTree(post("/v1/chat/completions", unknown).body())))
                .contains("do not know")
                .doesNotContainPattern("\\d");
    }

    @Test
    void listsItsModels() throws Exception {
        control("{\"model\": \"fresh\", \"answers_as\": \"poor\"}");

        assertThat(JSON.readTree(get("/v1/models").body()).path("data").findValuesAsText("id"))
                .containsExactly("fresh", "good", "poor");
    }

    @Test
    void answersAsAnotherFromTheSwitchOn() throws Exception {
        var before = JSON.readTree(post("/v1/chat/completions", QUESTION).body());

        control("{\"model\": \"good\", \"answers_as\": \"poor\"}");

        var after = JSON.readTree(post("/v1/chat/completions", QUESTION).body());
        assertThat(content(after)).isEqualTo("The answer is 3.");
        assertThat(after.path("model").asText()).isEqualTo("good");
        assertThat(after.path("system_fingerprint")).isNotEqualTo(before.path("system_fingerprint"));
    }

    @Test
    void isChangedInProcessToo() throws Exception {
        server.change("alias", behaviour -> behaviour.answeringAs("poor"));

        var body = post("/v1/chat/completions", QUESTION.replace("good", "alias"));

        assertThat(content(JSON.readTree(body.body()))).isEqualTo("The answer is 3.");
    }

    @Test
    void showsHowItsModelsBehave() throws Exception {
        control(
                "{\"model\": \"good\", \"latency_ms\": {\"log_normal\": {\"median\": 2, \"p95\": 4}}, \"error_rate\": 0.25}");

        var good = JSON.readTree(get("/control").body()).at("/models/good");

        assertThat(good.at("/latency_ms/log_normal/median").asDouble()).isEqualTo(2.0);
        assertThat(good.path("error_rate").asDouble()).isEqualTo(0.25);
        assertThat(good.path("answers_as").asText()).isEqualTo("good");
        assertThat(good.path("fault").asText()).isEqualToIgnoringCase("none");
    }

    @Test
    void refusesControlThatDoesNotFit() throws Exception {
        assertRefused("{\"model\": \"good\", \"answers_as\": \"nobody\"}", "no system nobody");
        assertRefused("{\"model\": \"good\", \"error_rate\": 2}", "share from 0 to 1");
        assertRefused("{\"model\": \"good\", \"speed\": 2}", "speed");
        assertRefused("{\"error_rate\": 0.1}", "\\\"model\\\"");
        assertRefused("{", "no JSON");
    }

    @Test
    void failsAtTheGivenRate() throws Exception {
        control("{\"model\": \"good\", \"error_rate\": 0.5}");

        var failed = 0;
        for (var request = 0; request < 100; request++) {
            failed += post("/v1/chat/completions", QUESTION).statusCode() == 500 ? 1 : 0;
        }

        assertThat(failed).isBetween(30, 70);
    }

    @Test
    void sendsAwayWhatIsOverTheLimit() throws Exception {
        control("{\"model\": \"good\", \"rate_limit\": 1}");

        assertThat(post("/v1/chat/completions", QUESTION).statusCode()).isEqualTo(200);
        var second = post("/v1/chat/completions", QUESTION);

        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(second.headers().firstValue("Retry-After")).contains("1");
        assertThat(JSON.readTree(second.body()).at("/error/code").asText()).isEqualTo("rate_limited");
    }

    @Test
    void takesItsTime() throws Exception {
        control("{\"model\": \"good\", \"latency_ms\": {\"fixed\": 60}}");
        var before = System.nanoTime();

        var _ = post("/v1/chat/completions", QUESTION);

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(60));
    }

    @Test
    void reportsMoreTokensWhenToldTo() throws Exception {
        control("{\"model\": \"good\", \"token_factor\": 3}");

        assertThat(JSON.readTree(post("/v1/chat/completions", QUESTION).body())
                        .at("/usage/completion_tokens")
                        .asInt())
                .isEqualTo(12);
    }

    @Test
    void hangsUntilTheCallerGivesUp() throws Exception {
        control("{\"model\": \"good\", \"fault\": \"hang\"}");

        assertThatThrownBy(() -> post("/v1/chat/completions", QUESTION, Duration.ofMillis(300)))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(get("/v1/models").statusCode()).isEqualTo(200);
    }

    @Test
    void resetsTheConnection() throws Exception {
        control("{\"model\": \"good\", \"fault\": \"reset\"}");

        assertThatThrownBy(() -> post("/v1/chat/completions", QUESTION))
                .isInstanceOf(IOException.class)
                .rootCause()
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }

    @Test
    void sendsHalfAnAnswer() throws Exception {
        control("{\"model\": \"good\", \"fault\": \"half\"}");

        assertThatThrownBy(() -> post("/v1/chat/completions", QUESTION)).isInstanceOf(IOException.class);
    }

    @Test
    void sendsGarbage() throws Exception {
        control("{\"model\": \"good\", \"fault\": \"garbage\"}");

        var answer = post("/v1/chat/completions", QUESTION);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> JSON.readTree(answer.body())).isInstanceOf(IOException.class);
    }

    @Test
    void refusesTheKey() throws Exception {
        control("{\"model\": \"good\", \"fault\": \"unauthorized\"}");

        assertThat(post("/v1/chat/completions", QUESTION).statusCode()).isEqualTo(401);
    }

    @Test
    void streamsChatCompletions() throws Exception {
        var whole = post("/v1/chat/completions", QUESTION);
        var streamed = post("/v1/chat/completions", QUESTION.replaceFirst("\\{", "{\"stream\": true,"));

        var events = streamed.body().split("\n\n");
        assertThat(streamed.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(events).allMatch(event -> event.startsWith("data: ")).endsWith("data: [DONE]");
        var json = new ObjectMapper();
        var text = new StringBuilder();
        for (var event : Arrays.copyOf(events, events.length - 1)) {
            text.append(json.readTree(event.substring(6))
                    .at("/choices/0/delta/content")
                    .asText(""));
        }
        assertThat(text.toString())
                .isEqualTo(json.readTree(whole.body())
                        .at("/choices/0/message/content")
                        .asText());
        assertThat(json.readTree(events[events.length - 2].substring(6)).path("usage"))
                .isEqualTo(json.readTree(whole.body()).path("usage"));
    }

    @Test
    void answersBadRequestsAsTheApiDoes() throws Exception {
        assertThat(post("/v1/chat/completions", QUESTION.replace("good", "nobody"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(post("/v1/chat/completions", "{\"model\": \"good\"}").statusCode())
                .isEqualTo(400);
        assertThat(post("/v1/chat/completions", "what?").statusCode()).isEqualTo(400);
        assertThat(get("/elsewhere").statusCode()).isEqualTo(404);
    }

    @Test
    void servesManyAtOnce() {
        server.change("good", behaviour -> behaviour.taking(Latency.fixed(20)));
        var answers = IntStream.range(0, 64)
                .mapToObj(_ -> client.sendAsync(request(QUESTION), BodyHandlers.ofString()))
                .toList();

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
    }

    @Test
    void saysThatItsPortIsTaken() throws Exception {
        try (var taken = new ServerSocket(0)) {
            assertThatThrownBy(() -> ReplayServer.start(
                            RecordingTest.recording("{\"question\":\"q\",\"answers\":{\"a\":{}}}"),
                            taken.getLocalPort(),
                            0))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(String.valueOf(taken.getLocalPort()));
        }
    }

    private static ReplayServer started() {
        try {
            return ReplayServer.start(RecordingTest.recording("""
                            {"id": "a", "question": "What is 1 + 1?", "answers": {"good": {"text": "The answer is 2.", "correct": true}, "poor": {"text": "The answer is 3.", "correct": false}}}
                            """));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String content(JsonNode completion) {
        return completion.at("/choices/0/message/content").asText();
    }

    private void control(String body) throws Exception {
        assertThat(post("/control", body).statusCode()).isEqualTo(200);
    }

    private void assertRefused(String change, String reason) throws Exception {
        var answer = post("/control", change);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(reason);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.url() + path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return post(path, body, Duration.ofSeconds(30));
    }

    private HttpResponse<String> post(String path, String body, Duration patience) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .timeout(patience)
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private HttpRequest request(String body) {
        return HttpRequest.newBuilder(URI.create(server.baseUrl() + "/chat/completions"))
                .POST(BodyPublishers.ofString(body))
                .build();
    }
}
