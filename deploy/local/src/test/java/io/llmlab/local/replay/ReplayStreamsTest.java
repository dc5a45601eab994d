package io.llmlab.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Streams as the references of the APIs have them.
class ReplayStreamsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final ReplayServer server = started();

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    private record Event(String type, JsonNode data) {}

    @Test
    void streamsAsAnthropicDoes() throws Exception {
        var events = stream("/v1/messages", """
                {"model": "good", "max_tokens": 100, "stream": true,
                 "messages": [{"role": "user", "content": "What is 1 + 1?"}]}""");

        assertThat(events)
                .extracting(Event::type)
                .containsExactly(
                        "message_start",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_stop",
                        "message_delta",
                        "message_stop");
        assertThat(events)
                .allSatisfy(
                        event -> assertThat(event.data().path("type").asText()).isEqualTo(event.type()));
        assertThat(texts(events, "/delta/text")).isEqualTo("The answer is 2.");
        assertThat(events.getFirst().data().at("/message/model").asText()).isEqualTo("good");
        assertThat(events.getFirst().data().at("/message/usage/input_tokens").asInt())
                .isEqualTo(4);
        var delta = events.get(7).data();
        assertThat(delta.at("/delta/stop_reason").asText()).isEqualTo("end_turn");
        assertThat(delta.at("/usage/output_tokens").asInt()).isEqualTo(4);
    }

    @Test
    void streamsAsGoogleDoes() throws Exception {
        var events = stream("/v1beta/models/good:streamGenerateContent?alt=sse", """
                {"contents": [{"role": "user", "parts": [{"text": "What is 1 + 1?"}]}]}""");

        assertThat(events).extracting(Event::type).containsOnly("");
        assertThat(texts(events, "/candidates/0/content/parts/0/text")).isEqualTo("The answer is 2.");
        assertThat(texts(events, "/candidates/0/finishReason")).isEqualTo("STOP");
        var last = events.getLast().data();
        assertThat(last.at("/usageMetadata/candidatesTokenCount").asInt()).isEqualTo(4);
        assertThat(last.path("modelVersion").asText()).isEqualTo("good");
    }

    @Test
    void streamsResponses() throws Exception {
        var events = stream("/v1/responses", """
                {"model": "good", "stream": true, "instructions": "Be brief.",
                 "input": [{"role": "user", "content": "What is 1 + 1?"}]}""");

        assertThat(events)
                .extracting(Event::type)
                .startsWith("response.created")
                .endsWith("response.completed");
        var deltas = events.stream()
                .filter(event -> event.type().equals("response.output_text.delta"))
                .toList();
        assertThat(texts(deltas, "/delta")).isEqualTo("The answer is 2.");
        var response = events.getLast().data().path("response");
        assertThat(response.path("status").asText()).isEqualTo("completed");
        assertThat(response.at("/output/0/content/0/text").asText()).isEqualTo("The answer is 2.");
        assertThat(response.at("/usage/output_tokens").asInt()).isEqualTo(4);
    }

    @Test
    void streamsCompletions() throws Exception {
        var events = stream("/v1/completions", """
                {"model": "good", "stream": true, "prompt": "What is 1 + 1?"}""");

        assertThat(events.getLast().data().isMissingNode()).isTrue();
        assertThat(texts(events, "/choices/0/text")).isEqualTo("The answer is 2.");
        assertThat(texts(events, "/usage/completion_tokens")).isEqualTo("4");
    }

    private static String texts(List<Event> events, String pointer) {
        return events.stream().map(event -> event.data().at(pointer).asText("")).collect(Collectors.joining());
    }

    private List<Event> stream(String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .POST(BodyPublishers.ofString(body))
                .build();
        var answer = client.send(request, BodyHandlers.ofString());
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        return Arrays.stream(answer.body().split("\n\n"))
                .map(ReplayStreamsTest::event)
                .toList();
    }

    private static Event event(String wire) {
        var type = wire.startsWith("event: ") ? wire.substring(7, wire.indexOf('\n')) : "";
        try {
            var data = wire.substring(wire.indexOf("data: ") + 6);
            return new Event(type, data.equals("[DONE]") ? MissingNode.getInstance() : JSON.readTree(data));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static ReplayServer started() {
        try {
            return ReplayServer.start(RecordingTest.recording("""
                            {"id": "a", "question": "What is 1 + 1?", "answers": {"good": {"text": "The answer is 2.", "correct": true}}}
                            """));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
