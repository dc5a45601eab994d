package io.llmlab.bench.month;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongPredicate;

/// Where people are notified: a webhook that keeps what it is told.
final class Notifications implements AutoCloseable {

    private final ObjectMapper json = new ObjectMapper();
    private final List<JsonNode> calls = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    Notifications() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:%d/hook".formatted(server.getAddress().getPort());
    }

    /// The titles of what was notified of such runs.
    List<String> of(LongPredicate run) {
        return calls.stream()
                .map(call -> call.path("data"))
                .filter(alert -> run.test(alert.path("run_id").asLong()))
                .map(alert -> alert.path("title").asText())
                .toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            calls.add(json.readTree(exchange.getRequestBody()));
            exchange.sendResponseHeaders(204, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
