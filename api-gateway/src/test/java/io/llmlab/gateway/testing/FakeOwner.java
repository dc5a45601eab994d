package io.llmlab.gateway.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// A service behind the gateway that does what the query parameter `fake` asks: echo (the default), stand still,
/// stream, break off. State is held per process only, so that it works across class loaders.
public final class FakeOwner implements AutoCloseable {

    public static final int MEGABYTE = 1 << 20;

    private final String name;
    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);

    private FakeOwner(String name, HttpServer server) {
        this.name = name;
        this.server = server;
    }

    public static FakeOwner start(String name) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            var owner = new FakeOwner(name, server);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", owner::handle);
            server.start();
            return owner;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        var uri = exchange.getRequestURI();
        var fixed = FixedAnswers.of(name, uri.getPath());
        if (fixed != null) {
            answer(exchange, 200, "application/json", fixed);
            return;
        }
        var query = String.valueOf(uri.getQuery());
        if (query.contains("active_only=") || query.equals("limit=25")) {
            answer(exchange, 200, "application/json", "[]");
            return;
        }
        var behaviour = query.contains("fake=") ? query.replaceAll(".*fake=(\\w+).*", "$1") : "echo";
        switch (behaviour) {
            case "still" -> standStill(exchange);
            case "stream" -> stream(exchange);
            case "cut" -> cut(exchange);
            case "early" -> answer(exchange, 401, "application/problem+json", "{\"status\": 401}");
            case "html" -> answer(exchange, 500, "text/html", "<h1>at com.example.Secret.trace</h1>");
            case "page" -> {
                exchange.getResponseHeaders().set("Content-Security-Policy", "form-action 'self'");
                answer(exchange, 410, "text/html;charset=UTF-8", "<h1>This link has expired</h1>");
            }
            case "missing" ->
                answer(exchange, 404, "application/problem+json", "{\"status\": 404, \"detail\": \"no model 9\"}");
            case "unchanged" -> exchange.sendResponseHeaders(304, -1);
            case "gone" -> exchange.sendResponseHeaders(204, -1);
            case "created" -> {
                exchange.getResponseHeaders().set("Location", url() + "/models/1");
                answer(exchange, 201, "application/json", "{}");
            }
            default -> echo(exchange);
        }
        exchange.close();
    }

    private void echo(HttpExchange exchange) throws IOException {
        var echo = new LinkedHashMap<String, Object>();
        echo.put("owner", name);
        echo.put("method", exchange.getRequestMethod());
        echo.put("uri", exchange.getRequestURI().toString());
        echo.put("length", lengthOf(exchange.getRequestBody()));
        var headers = new LinkedHashMap<String, Object>();
        exchange.getRequestHeaders()
                .forEach((key, values) -> headers.put(key.toLowerCase(Locale.ROOT), String.join(", ", values)));
        echo.put("headers", headers);
        var answer = exchange.getResponseHeaders();
        answer.set("ETag", "W/\"abc\"");
        answer.set("Link", "</models?after=3>; rel=\"next\"");
        answer.set("X-Total-Count", "7");
        answer.set("Retry-After", "3");
        answer.set("Connection", "X-Private");
        answer.set("X-Private", "for one hop");
        answer(exchange, 200, "application/json", new ObjectMapper().writeValueAsString(echo));
    }

    private void standStill(HttpExchange exchange) {
        try {
            closed.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private static void stream(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        var piece = new byte[MEGABYTE];
        try (var body = exchange.getResponseBody()) {
            for (var sent = 0; sent < 50; sent++) {
                body.write(piece);
            }
        }
    }

    private static void cut(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, MEGABYTE);
        exchange.getResponseBody().write(new byte[1024]);
        exchange.getResponseBody().flush();
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        var body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        var head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static long lengthOf(InputStream body) throws IOException {
        var piece = new byte[64 * 1024];
        var length = 0L;
        for (var read = body.read(piece); read >= 0; read = body.read(piece)) {
            length += read;
        }
        return length;
    }

    /// What the health report and the dashboard ask the services.
    private static final class FixedAnswers {

        private static final Map<String, String> ANSWERS = Map.of(
                "/internal/status", "{\"status\": \"healthy\", \"database\": \"healthy\"}",
                "/scheduler/stats", """
                        {"running": true, "total_jobs": 2, "active_jobs": 1, "paused_jobs": 1, "next_run_times": []}""",
                "/notification-channels", """
                        [{"name": "email", "type": "email", "enabled": true, "configured": false, "config": {}},
                         {"name": "console", "type": "console", "enabled": true, "configured": true, "config": {}}]""");

        static @Nullable String of(String owner, String path) {
            return owner.isEmpty() ? null : ANSWERS.get(path);
        }
    }
}
