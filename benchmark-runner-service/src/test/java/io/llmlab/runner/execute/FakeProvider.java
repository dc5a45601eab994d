package io.llmlab.runner.execute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// A server that speaks the five APIs and takes no request that their references do not describe: it answers those
/// with 400 and why, in the provider's own form of an error.
final class FakeProvider implements AutoCloseable {

    /// What an API's answer says, in its form.
    interface Answers {

        /// @param question the text of the last message
        String whole(String question);

        /// The events of a streamed answer, each as it stands on the wire.
        List<String> events(String question);

        /// @return what is wrong with the request; empty: nothing
        String wrong(JsonNode body, HttpExchange exchange);

        String question(JsonNode body);

        String error(String type, String message);

        boolean streams(JsonNode body, HttpExchange exchange);
    }

    /// One request that came in.
    ///
    /// @param at as [System#nanoTime()]
    record Seen(String path, String query, Map<String, List<String>> headers, JsonNode body, long at) {

        String header(String name) {
            var values = headers.entrySet().stream()
                    .filter(one -> one.getKey().equalsIgnoreCase(name))
                    .toList();
            return values.isEmpty() ? "" : values.getFirst().getValue().getFirst();
        }
    }

    /// What is answered whatever was asked.
    record Fixed(int status, String body, Map<String, String> headers) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Queue<Fixed> first = new ConcurrentLinkedQueue<>();

    private FakeProvider(HttpServer server) {
        this.server = server;
    }

    static FakeProvider of(String path, Answers answers) {
        try {
            var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            var provider = new FakeProvider(server);
            server.createContext(path, exchange -> provider.handle(exchange, answers));
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return provider;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String url() {
        return "http://127.0.0.1:%d".formatted(server.getAddress().getPort());
    }

    /// Answers the next request so, and no other.
    FakeProvider first(Fixed answer) {
        first.add(answer);
        return this;
    }

    List<Seen> seen() {
        return seen;
    }

    private void handle(HttpExchange exchange, Answers answers) throws IOException {
        var body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        var query = exchange.getRequestURI().getRawQuery();
        seen.add(new Seen(
                exchange.getRequestURI().getPath(),
                query == null ? "" : query,
                Map.copyOf(exchange.getRequestHeaders()),
                body,
                System.nanoTime()));
        var wrong = answers.wrong(body, exchange);
        if (!wrong.isEmpty()) {
            FakeEndpoint.send(exchange, 400, answers.error("invalid_request_error", wrong), Map.of());
        } else if (!first.isEmpty()) {
            var fixed = first.remove();
            FakeEndpoint.send(exchange, fixed.status(), fixed.body(), fixed.headers());
        } else if (answers.streams(body, exchange)) {
            stream(exchange, answers.events(answers.question(body)));
        } else {
            FakeEndpoint.send(exchange, 200, answers.whole(answers.question(body)), Map.of());
        }
    }

    /// In parts that end in the middle of a line, and of a character of more than one byte.
    private static void stream(HttpExchange exchange, List<String> events) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (var out = exchange.getResponseBody()) {
            for (var event : events) {
                var bytes = event.getBytes(StandardCharsets.UTF_8);
                var half = bytes.length / 2;
                out.write(bytes, 0, half);
                out.flush();
                out.write(bytes, half, bytes.length - half);
                out.flush();
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
