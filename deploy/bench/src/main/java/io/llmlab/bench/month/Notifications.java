package io.llmlab.bench.month;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

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
        return about(run).map(message -> message.path("title").asText()).toList();
    }

    /// The models and data sets that were named in what was notified of such runs: a common cause is told once, and
    /// names all that it struck.
    Set<String> pairs(LongPredicate run) {
        return about(run)
                .flatMap(message -> StreamSupport.stream(message.path("items").spliterator(), false))
                .map(item -> "%s on %s"
                        .formatted(
                                item.path("model").asText(),
                                item.path("dataset").asText()))
                .collect(Collectors.toSet());
    }

    private Stream<JsonNode> about(LongPredicate run) {
        return calls.stream()
                .map(call -> call.path("data"))
                .filter(message -> run.test(message.path("run_id").asLong()));
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
