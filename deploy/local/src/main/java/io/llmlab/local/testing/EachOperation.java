package io.llmlab.local.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Calls each operation of a service's contract once, with the bodies that its examples show, and compares the answers
/// with the contract. A type that a native image was not told of shows here: it is written as nothing or not at all.
///
/// What is created comes first, so that what follows finds it; what is deleted comes last.
public final class EachOperation {

    private static final Path CONTRACT = Path.of("src/main/resources/contract");
    private static final List<String> ORDER = List.of("post", "put", "patch", "get", "delete");
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> known = new HashMap<>();
    private final URI service;
    private final ObjectNode document;
    private final JsonNode examples;

    private record Operation(String method, String path, JsonNode described) {}

    /// @param port where this module's service listens
    public EachOperation(int port) throws IOException {
        this.service = URI.create("http://127.0.0.1:" + port);
        this.document = (ObjectNode) mapper.readTree(Files.readString(CONTRACT.resolve("openapi.json")));
        this.examples = mapper.readTree(Files.readString(CONTRACT.resolve("examples.json")));
    }

    /// What was wrong with the answers, a sentence each.
    public List<String> wrong() throws IOException, InterruptedException {
        var answers = new DescribedAnswers(document);
        var wrong = new ArrayList<String>();
        for (var operation : operations()) {
            var path = filled(operation.path());
            var answer = http.send(request(operation, path), BodyHandlers.ofString());
            var media = answer.headers().firstValue("Content-Type").orElse("");
            var body = media.contains("json") ? mapper.readTree(answer.body()) : NullNode.instance;
            remember(body);
            // A service whose neighbours are away says so.
            if (answer.statusCode() >= 500 && answer.statusCode() != 503) {
                wrong.add("%s %s: %d %s".formatted(operation.method(), path, answer.statusCode(), answer.body()));
            } else if (media.startsWith("application/problem+json")) {
                // Each service's contract leaves their schema to the gateway's.
                if (body.path("status").asInt() != answer.statusCode()) {
                    wrong.add("%s %s: %s".formatted(operation.method(), path, answer.body()));
                }
            } else if (media.contains("json")) {
                wrong.addAll(answers.wrongWith(operation.method(), path, answer.statusCode(), media, body));
            }
        }
        return wrong;
    }

    private List<Operation> operations() {
        return ORDER.stream()
                .flatMap(method -> document.path("paths").propertyStream().flatMap(path -> {
                    var described = path.getValue().path(method);
                    return described.isMissingNode() || described.toString().contains("text/event-stream")
                            ? Stream.empty()
                            : Stream.of(new Operation(method, path.getKey(), described));
                }))
                .toList();
    }

    private HttpRequest request(Operation operation, String path) {
        var request = HttpRequest.newBuilder(service.resolve(path)).timeout(PATIENCE);
        var example = examples.path(operation.described().path("operationId").asText())
                .path("request")
                .propertyStream()
                .findFirst();
        var body = example.map(shown -> BodyPublishers.ofString(text(shown.getValue())))
                .orElseGet(BodyPublishers::noBody);
        example.ifPresent(shown -> request.header("Content-Type", shown.getKey()));
        return request.method(operation.method().toUpperCase(Locale.ROOT), body).build();
    }

    private static String text(JsonNode body) {
        return body.isTextual() ? body.asText() : body.toString();
    }

    private String filled(String path) {
        return PARAMETER
                .matcher(path)
                .replaceAll((MatchResult found) -> URLEncoder.encode(known.getOrDefault(found.group(1), "1"), UTF_8));
    }

    /// Under the names that paths have for them.
    private void remember(JsonNode body) {
        body.propertyStream()
                .filter(field -> field.getValue().isValueNode())
                .forEach(field ->
                        known.putIfAbsent(field.getKey(), field.getValue().asText()));
    }
}
