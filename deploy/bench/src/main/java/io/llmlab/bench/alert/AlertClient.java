package io.llmlab.bench.alert;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Calls an HTTP API with JSON. An answer that is no success ends the measurement with what was said.
final class AlertClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int FIRST_ERROR = 300;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;

    AlertClient(String url) {
        this.url = url;
    }

    String get(String path) throws IOException {
        return send("GET", path, null);
    }

    /// @param body JSON, or null
    String send(String method, String path, @Nullable String body) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() >= FIRST_ERROR) {
                throw new IOException("%s %s was answered with %d: %s"
                        .formatted(method, request.uri(), answer.statusCode(), answer.body()));
            }
            return answer.body();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted at " + request.uri(), interrupted);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
