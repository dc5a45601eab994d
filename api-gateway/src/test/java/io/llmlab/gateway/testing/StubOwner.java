package io.llmlab.gateway.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.llmlab.local.server.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// A service behind the gateway that answers what the test tells it, in turn; the last answer stays. What it was not
/// told is unknown (404).
public final class StubOwner {

    private record Answer(int status, String body) {}

    /// A request as it came.
    public record Asked(String method, String uri, Map<String, String> headers, String body) {}

    private final Map<String, List<Answer>> answers = new HashMap<>();
    private final List<Asked> asked = new ArrayList<>();
    private final String name;
    private @Nullable HttpServer server;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    StubOwner(String name) {
        this.name = name;
    }

    /// The settings that lead the gateway to the stubs of this process, wherever their test's classes are loaded.
    public static Map<String, String> settings() {
        return Map.of("RUNNER_URL", url("runner"), "REGRESSION_URL", url("regression"), "ALERT_URL", url("alert"));
    }

    void start() throws IOException {
        var started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port(name)), 50);
        started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        started.createContext("/", this::handle);
        started.start();
        server = started;
    }

    void stop() {
        letGo();
        if (server != null) {
            server.stop(0);
        }
    }

    /// @param request method and path, with the query where it matters: `GET /models/1`
    public synchronized StubOwner answers(String request, int status, String body) {
        answers.computeIfAbsent(request, _ -> new ArrayList<>()).add(new Answer(status, body));
        return this;
    }

    public synchronized List<Asked> asked() {
        return List.copyOf(asked);
    }

    /// Keeps its answers back until it is let go.
    public void holdBack() {
        gate = new CountDownLatch(1);
    }

    public void letGo() {
        gate.countDown();
    }

    /// Forgets what it was told and asked.
    public synchronized void reset() {
        letGo();
        answers.clear();
        asked.clear();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var answer = answerTo(exchange, body);
        var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        pass(gate);
        exchange.getResponseHeaders()
                .set("ETag", "W/\"%08x\"".formatted(answer.body().hashCode()));
        exchange.getResponseHeaders()
                .set("Content-Type", answer.status() < 400 ? "application/json" : "application/problem+json");
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void pass(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Answer answerTo(HttpExchange exchange, String body) {
        var uri = exchange.getRequestURI();
        var headers = new LinkedHashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        asked.add(new Asked(exchange.getRequestMethod(), uri.toString(), headers, body));
        var whole = "%s %s".formatted(exchange.getRequestMethod(), uri);
        var known = answers.getOrDefault(
                whole, answers.getOrDefault("%s %s".formatted(exchange.getRequestMethod(), uri.getPath()), List.of()));
        if (known.isEmpty()) {
            return new Answer(
                    404, "{\"status\": 404, \"detail\": \"There is nothing at %s\"}".formatted(uri.getPath()));
        }
        return known.size() == 1 ? known.getFirst() : known.removeFirst();
    }

    private static String url(String name) {
        return "http://127.0.0.1:" + port(name);
    }

    private static int port(String name) {
        var property = "llmlab.stub." + name;
        if (System.getProperty(property) == null) {
            System.setProperty(property, Integer.toString(Ports.free()));
        }
        return Integer.getInteger(property);
    }
}
