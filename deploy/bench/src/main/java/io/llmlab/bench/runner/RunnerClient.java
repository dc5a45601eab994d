package io.llmlab.bench.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Calls the runner's HTTP API. An answer that is no success ends the measurement with what the runner said.
final class RunnerClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final int FIRST_ERROR = 300;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();
    private final String url;

    RunnerClient(String url) {
        this.url = url;
    }

    JsonNode get(String path) throws IOException {
        return send(HttpRequest.newBuilder(URI.create(url + path)).GET());
    }

    /// @param body JSON
    JsonNode post(String path, String body) throws IOException {
        return post(path, "application/json", BodyPublishers.ofString(body));
    }

    JsonNode upload(String path, String type, Path file) throws IOException {
        return post(path, type, BodyPublishers.ofFile(file));
    }

    /// Sends files as a browser's form does, without reading them into memory.
    JsonNode uploadForm(String path, List<Path> files) throws IOException {
        var boundary = "bench-" + UUID.randomUUID();
        var parts = new ArrayList<BodyPublisher>();
        for (var file : files) {
            parts.add(BodyPublishers.ofString("""
                    --%s\r
                    Content-Disposition: form-data; name="file"; filename="%s"\r
                    Content-Type: application/octet-stream\r
                    \r
                    """.formatted(boundary, file.getFileName())));
            parts.add(BodyPublishers.ofFile(file));
            parts.add(BodyPublishers.ofString("\r\n"));
        }
        parts.add(BodyPublishers.ofString("--%s--\r\n".formatted(boundary)));
        return post(
                path,
                "multipart/form-data; boundary=" + boundary,
                BodyPublishers.concat(parts.toArray(BodyPublisher[]::new)));
    }

    /// Waits until a run has ended.
    JsonNode ended(long run) throws IOException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            var seen = get("/benchmark-runs/" + run);
            var status = seen.path("status").asText();
            if (!status.equals("queued") && !status.equals("running")) {
                return seen;
            }
            pause();
        }
        throw new IOException("Run %d has not ended after %d minutes".formatted(run, PATIENCE.toMinutes()));
    }

    static void pause() throws IOException {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", interrupted);
        }
    }

    @Override
    public void close() {
        http.close();
    }

    private JsonNode post(String path, String type, BodyPublisher body) throws IOException {
        return send(HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", type)
                .POST(body));
    }

    private JsonNode send(HttpRequest.Builder builder) throws IOException {
        var request = builder.timeout(PATIENCE).build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() >= FIRST_ERROR) {
                throw new IOException("%s %s was answered with %d: %s"
                        .formatted(request.method(), request.uri(), answer.statusCode(), answer.body()));
            }
            return json.readTree(answer.body());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("Interrupted at " + request.uri(), interrupted));
        }
    }
}
