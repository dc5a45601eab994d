package io.llmlab.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// A caller of the public HTTP API. Every answer that is no success ends the story with what the API said.
final class LabClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int FIRST_ERROR = 300;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();
    private final String url;

    /// @param url without a slash at the end
    LabClient(String url) {
        this.url = url;
    }

    JsonNode get(String path) {
        return send(HttpRequest.newBuilder(URI.create(url + path)).GET());
    }

    /// @param body becomes JSON
    JsonNode post(String path, Object body) {
        return send(request(path, "application/json").POST(json(body)));
    }

    /// @param body becomes JSON
    JsonNode put(String path, Object body) {
        return send(request(path, "application/json").PUT(json(body)));
    }

    JsonNode upload(String path, byte[] lines) {
        return send(request(path, "application/jsonl").POST(BodyPublishers.ofByteArray(lines)));
    }

    @Override
    public void close() {
        http.close();
    }

    private HttpRequest.Builder request(String path, String type) {
        return HttpRequest.newBuilder(URI.create(url + path)).header("Content-Type", type);
    }

    private BodyPublisher json(Object body) {
        try {
            return BodyPublishers.ofString(json.writeValueAsString(body));
        } catch (IOException impossible) {
            throw new DemoException("A request does not become JSON", impossible);
        }
    }

    private JsonNode send(HttpRequest.Builder builder) {
        var request = builder.timeout(PATIENCE).build();
        var what = request.method() + " " + request.uri();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() >= FIRST_ERROR) {
                throw new DemoException(
                        "%s was answered with %d: %s".formatted(what, answer.statusCode(), answer.body()));
            }
            return json.readTree(answer.body());
        } catch (IOException failure) {
            throw new DemoException("%s got no answer: %s".formatted(what, failure), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DemoException("Interrupted at " + what, interrupted);
        }
    }
}
