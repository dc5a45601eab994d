package io.llmlab.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// A model server that answers everything alike and remembers who asked what, in the order in which it came.
final class CountingModel implements AutoCloseable {

    static final String ANSWER = "4";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile long latencyMs;

    /// @param key what the caller sent as its key
    record Asked(String key, String question) {}

    private CountingModel(HttpServer server, long latencyMs) {
        this.server = server;
        this.latencyMs = latencyMs;
    }

    static CountingModel start(long latencyMs) throws IOException {
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        var model = new CountingModel(server, latencyMs);
        server.createContext("/v1/chat/completions", model::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return model;
    }

    String baseUrl() {
        return "http://127.0.0.1:%d/v1".formatted(server.getAddress().getPort());
    }

    void take(long milliseconds) {
        latencyMs = milliseconds;
    }

    List<Asked> asked() {
        return asked;
    }

    /// Who asked last for a question that begins so.
    Optional<String> lastToAsk(String beginning) {
        return List.copyOf(asked).reversed().stream()
                .filter(request -> request.question().startsWith(beginning))
                .findFirst()
                .map(Asked::key);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var question = JSON.readTree(exchange.getRequestBody().readAllBytes())
                    .at("/messages/0/content")
                    .asText();
            var key = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            asked.add(new Asked(key.replaceFirst("^Bearer ", ""), question));
            Thread.sleep(latencyMs);
            var body = JSON.writeValueAsBytes(Map.of(
                    "choices",
                    List.of(Map.of("message", Map.of("role", "assistant", "content", ANSWER))),
                    "usage",
                    Map.of("prompt_tokens", 3, "completion_tokens", 1)));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
