package io.llmlab.runner.delegate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.llmlab.platform.security.WebhookSignature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/// An outside runner that behaves as a test wants it. It refuses what is not signed.
final class FakeRunner implements AutoCloseable {

    static final String SECRET_REF = "A_RUNNER_SECRET";
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final ObjectMapper JSON = new ObjectMapper();

    /// How it answers the n-th offer (from 1).
    interface Behaviour {
        void answer(HttpExchange exchange, JsonNode offer, int n) throws IOException;
    }

    private final HttpServer server;
    private final Behaviour behaviour;
    private final List<JsonNode> offers = new CopyOnWriteArrayList<>();
    private final List<String> ids = new CopyOnWriteArrayList<>();
    private final List<String> stops = new CopyOnWriteArrayList<>();

    private FakeRunner(HttpServer server, Behaviour behaviour) {
        this.server = server;
        this.behaviour = behaviour;
    }

    static FakeRunner that(Behaviour behaviour) {
        try {
            var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            var runner = new FakeRunner(server, behaviour);
            server.createContext("/runs", runner::handle);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return runner;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Behaviour accepts() {
        return (exchange, _, _) -> send(exchange, 202, "", Map.of());
    }

    static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    String url() {
        return "http://127.0.0.1:%d/runs".formatted(server.getAddress().getPort());
    }

    List<JsonNode> offers() {
        return offers;
    }

    /// `webhook-id` of each offer.
    List<String> ids() {
        return ids;
    }

    /// Paths of what was deleted.
    List<String> stops() {
        return stops;
    }

    static void send(HttpExchange exchange, int status, String body, Map<String, String> headers) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        headers.forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        if (!isSigned(exchange, body)) {
            send(exchange, 401, "not signed", Map.of());
        } else if (exchange.getRequestMethod().equals("DELETE")) {
            stops.add(exchange.getRequestURI().getPath());
            send(exchange, 204, "", Map.of());
        } else {
            ids.add(exchange.getRequestHeaders().getFirst("webhook-id"));
            offers.add(JSON.readTree(body));
            behaviour.answer(exchange, offers.getLast(), offers.size());
        }
    }

    private static boolean isSigned(HttpExchange exchange, byte[] body) {
        var headers = exchange.getRequestHeaders();
        var id = headers.getFirst("webhook-id");
        var timestamp = headers.getFirst("webhook-timestamp");
        return id != null
                && timestamp != null
                && WebhookSignature.of(SECRET, id, Long.parseLong(timestamp), body)
                        .equals(headers.getFirst("webhook-signature"));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
