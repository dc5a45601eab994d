package io.llmlab.local.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// Stands for the chat or pager of a team: takes webhook calls.
final class WebhookSink implements AutoCloseable {

    private final HttpServer server;
    private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();

    WebhookSink() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:%d/on-call".formatted(server.getAddress().getPort());
    }

    /// The body of the first call, if there was one.
    Optional<String> firstCall() {
        return Optional.ofNullable(calls.peek());
    }

    int count() {
        return calls.size();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            calls.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
        }
    }
}
