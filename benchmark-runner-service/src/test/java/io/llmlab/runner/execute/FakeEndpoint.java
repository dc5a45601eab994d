package io.llmlab.runner.execute;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/// A chat completions endpoint that behaves as a test wants it.
final class FakeEndpoint implements AutoCloseable {

    /// How it answers the n-th request (from 1).
    interface Behaviour {
        void answer(HttpExchange exchange, String question, int n) throws IOException;
    }

    /// What it says that answers.
    static final String MODEL = "sums-2026-11-20";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private volatile Behaviour behaviour;
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();

    private FakeEndpoint(HttpServer server, Behaviour behaviour) {
        this.server = server;
        this.behaviour = behaviour;
    }

    static FakeEndpoint that(Behaviour behaviour) {
        try {
            var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            var endpoint = new FakeEndpoint(server, behaviour);
            server.createContext("/v1/chat/completions", endpoint::handle);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return endpoint;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String baseUrl() {
        return "http://127.0.0.1:%d/v1".formatted(server.getAddress().getPort());
    }

    List<String> questions() {
        return questions;
    }

    List<String> authorizations() {
        return authorizations;
    }

    void from(Behaviour next) {
        behaviour = next;
    }

    /// Answers every question `What is n + n?` with the sum, taking 3 and giving 5 tokens.
    static Behaviour adds() {
        return (exchange, question, _) ->
                say(exchange, "It is " + 2 * Long.parseLong(question.replaceAll("\\D.*", "")));
    }

    static Behaviour refuses(int status, String body) {
        return (exchange, _, _) -> send(exchange, status, body, Map.of());
    }

    /// Until the latch is open.
    static Behaviour hangs(CountDownLatch until) {
        return (exchange, _, _) -> {
            waitFor(until);
            exchange.close();
        };
    }

    static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    static Behaviour resets() {
        return (exchange, _, _) -> exchange.close();
    }

    static Behaviour answersHalf() {
        return (exchange, _, _) -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"choices\": [".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            exchange.close();
        };
    }

    static void say(HttpExchange exchange, String text) throws IOException {
        send(
                exchange,
                200,
                JSON.writeValueAsString(Map.of(
                        "model",
                        MODEL,
                        "choices",
                        List.of(Map.of("message", Map.of("role", "assistant", "content", text))),
                        "usage",
                        Map.of("prompt_tokens", 3, "completion_tokens", 5))),
                Map.of());
    }

    static void send(HttpExchange exchange, int status, String body, Map<String, String> headers) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        headers.forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var request = JSON.readTree(exchange.getRequestBody().readAllBytes());
        var messages = request.path("messages");
        var question = messages.path(messages.size() - 1).path("content").asText();
        questions.add(question);
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        behaviour.answer(exchange, question, questions.size());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
