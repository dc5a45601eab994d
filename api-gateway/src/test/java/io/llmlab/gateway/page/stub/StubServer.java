package io.llmlab.gateway.page.stub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Answers the services' paths from memory.
final class StubServer implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    /// One request as a handler sees it.
    record Call(List<String> parts, Map<String, String> query, JsonNode body) {

        String part(int index) {
            return parts.get(index);
        }

        long id() {
            return Long.parseLong(parts.getFirst());
        }

        String query(String name) {
            return query.getOrDefault(name, "");
        }

        boolean wants(String name, JsonNode value) {
            return query(name).isEmpty() || query(name).equals(value.asText());
        }
    }

    @FunctionalInterface
    interface Handler {

        Object answer(Call call) throws StubProblem;
    }

    /// An error that the stub answers with problem details.
    static final class StubProblem extends Exception {

        private static final long serialVersionUID = 1;
        private final int status;

        StubProblem(int status, String detail) {
            super(detail);
            this.status = status;
        }
    }

    private record Route(String method, Pattern path, Handler handler) {}

    private final HttpServer server;
    private final List<Route> routes = new ArrayList<>();

    private StubServer(HttpServer server) {
        this.server = server;
        begin();
    }

    /// As it was when the first test began.
    private Map<String, String> begin() {
        routes.clear();
        var month = new StubMonth();
        new StubRuns(month).install(this);
        new StubDetection(month).install(this);
        new StubAlerts(month).install(this);
        new StubSchedule(month).install(this);
        new StubSettings(month).install(this);
        new StubRules(month).install(this);
        new StubChannels().install(this);
        new StubAdministration(month).install(this);
        on("GET", "/internal/status", _ -> Map.of("status", "healthy", "database", "healthy"));
        on("POST", "/begin", _ -> begin());
        return Map.of();
    }

    static StubServer start(int port) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            var stub = new StubServer(server);
            server.createContext("/", stub::handle);
            server.start();
            return stub;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /// Answers a path; `{}` in it is a part that the handler gets.
    void on(String method, String path, Handler handler) {
        routes.add(new Route(method, Pattern.compile(path.replace("{}", "([^/]+)")), handler));
    }

    /// The part of a list that the query asks for.
    static List<ObjectNode> page(List<ObjectNode> all, Call call) {
        var offset = call.query("offset").isEmpty() ? 0 : Integer.parseInt(call.query("offset"));
        var limit = call.query("limit").isEmpty() ? 100 : Integer.parseInt(call.query("limit"));
        return after(all, call.query("after")).stream()
                .skip(offset)
                .limit(limit)
                .toList();
    }

    private static List<ObjectNode> after(List<ObjectNode> all, String id) {
        var ids = all.stream().map(one -> one.path("id").asText()).toList();
        return all.subList(id.isEmpty() ? 0 : ids.indexOf(id) + 1, all.size());
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                write(exchange, 200, "application/json", answer(exchange));
            } catch (StubProblem problem) {
                var said = Map.of("status", problem.status, "detail", String.valueOf(problem.getMessage()));
                write(exchange, problem.status, "application/problem+json", said);
            }
        }
    }

    private Object answer(HttpExchange exchange) throws IOException, StubProblem {
        var uri = exchange.getRequestURI();
        for (var route : List.copyOf(routes)) {
            var path = route.path().matcher(uri.getPath());
            if (route.method().equals(exchange.getRequestMethod()) && path.matches()) {
                return route.handler().answer(call(exchange, path));
            }
        }
        throw new StubProblem(404, "There is nothing at " + uri.getPath());
    }

    private static Call call(HttpExchange exchange, Matcher path) throws IOException {
        var parts = new ArrayList<String>();
        for (var group = 1; group <= path.groupCount(); group++) {
            parts.add(path.group(group));
        }
        var query = new LinkedHashMap<String, String>();
        var raw = exchange.getRequestURI().getRawQuery();
        for (var pair : raw == null ? new String[0] : raw.split("&")) {
            var halves = pair.split("=", 2);
            query.put(halves[0], URLDecoder.decode(halves.length > 1 ? halves[1] : "", StandardCharsets.UTF_8));
        }
        var body = exchange.getRequestBody().readAllBytes();
        var type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        var json = type.equals("application/json") && body.length > 0;
        return new Call(
                parts, query, json ? JSON.readTree(body) : JSON.getNodeFactory().binaryNode(body));
    }

    private static void write(HttpExchange exchange, int status, String type, Object body) throws IOException {
        var bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
