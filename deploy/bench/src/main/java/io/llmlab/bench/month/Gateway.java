package io.llmlab.bench.month;

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
import java.util.Map;

/// The suite as those outside of it see it. An answer that is no success ends the measurement with what was said.
final class Gateway implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int FIRST_ERROR = 300;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;

    /// @param url without a slash at the end
    Gateway(String url) {
        this.url = url;
    }

    JsonNode get(String path) throws IOException {
        return send("GET", path, BodyPublishers.noBody());
    }

    void put(String path, Map<String, Object> body) throws IOException {
        var _ = send("PUT", path, bytes(body));
    }

    /// Pushes a run as an outside runner does.
    ///
    /// @return the stored run's id
    long push(Map<String, Object> run) throws IOException {
        return send("POST", "/benchmark-runs/results", bytes(run)).get("id").asLong();
    }

    private BodyPublisher bytes(Map<String, Object> body) throws IOException {
        return BodyPublishers.ofByteArray(json.writeValueAsBytes(body));
    }

    private JsonNode send(String method, String path, BodyPublisher body) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .method(method, body)
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() >= FIRST_ERROR) {
                throw new IOException(
                        "%s %s was answered with %d: %s".formatted(method, path, answer.statusCode(), answer.body()));
            }
            return json.readTree(answer.body());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted at " + path, interrupted);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
