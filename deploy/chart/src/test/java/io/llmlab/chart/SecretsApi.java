package io.llmlab.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// As much of a Kubernetes API as `lookup` asks in a template: which Secrets are there. The library renders with an API
/// or not at all.
final class SecretsApi {

    private static final String RESOURCES = """
            {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": "v1", "resources": [
              {"name": "secrets", "singularName": "secret", "namespaced": true, "kind": "Secret", "verbs": ["get"]}]}
            """;
    private static final String ABSENT = """
            {"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "NotFound", "code": 404}
            """;

    private static @Nullable SecretsApi running;

    private final Map<String, String> secrets = new ConcurrentHashMap<>();

    /// The one of this JVM; `KUBECONFIG`, which the pom sets, leads Helm to it.
    static synchronized SecretsApi start() {
        if (running == null) {
            running = new SecretsApi();
            running.serve();
        }
        return running;
    }

    /// What is there from now on.
    void hold(Iterable<JsonNode> manifests) {
        secrets.clear();
        manifests.forEach(manifest -> {
            if (manifest.path("kind").asText().equals("Secret")) {
                secrets.put(manifest.path("metadata").path("name").asText(), manifest.toString());
            }
        });
    }

    private void serve() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", this::answer);
            server.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(0)));
            Files.writeString(Path.of(System.getenv("KUBECONFIG")), """
                    apiVersion: v1
                    kind: Config
                    current-context: stub
                    clusters: [{name: stub, cluster: {server: "http://127.0.0.1:%d"}}]
                    contexts: [{name: stub, context: {cluster: stub, user: stub}}]
                    users: [{name: stub, user: {}}]
                    """.formatted(
                            server.getAddress().getPort()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var name = path.substring(path.lastIndexOf('/') + 1);
        var found = path.equals("/api/v1") ? RESOURCES : secrets.get(name);
        var body = (found == null ? ABSENT : found).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(found == null ? 404 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
