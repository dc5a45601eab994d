package io.llmlab.alert;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/// A webhook's other end that says 200 and then goes on talking until nobody listens any more.
final class EndlessReceiver implements AutoCloseable {

    private static final byte[] WORDS = "blah ".repeat(1_000).getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;
    private volatile boolean left;

    EndlessReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::talk);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:%d/hook".formatted(server.getAddress().getPort());
    }

    boolean wasLeft() {
        return left;
    }

    private void talk(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(200, 0);
        try (var answer = exchange.getResponseBody()) {
            while (!left) {
                answer.write(WORDS);
            }
        } catch (IOException closed) {
            left = true;
        }
    }

    @Override
    public void close() {
        left = true;
        server.stop(0);
    }
}
