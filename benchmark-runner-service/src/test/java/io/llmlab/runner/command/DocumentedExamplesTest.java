package io.llmlab.runner.command;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.llmlab.local.launch.StackSettings;
import io.llmlab.local.replay.Recording;
import io.llmlab.local.replay.ReplayServer;
import io.llmlab.local.testing.SuiteServers;
import io.llmlab.runner.execute.Bench;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the pages of executors and scorers tell their readers to type, against the simulated model server: only
/// addresses, names of keys and ids are others.
@QuarkusTest
@TestProfile(CommandExecutorTest.Allowed.class)
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class DocumentedExamplesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path ROOT = StackSettings.findRoot();
    private static final String SYSTEM = "recorded";
    private static final String JUDGE = "judge-x";

    /// What is answered where the target itself would be the wrong answer.
    private static final Map<String, String> ANSWERS = Map.of(
            "Describe Paris without naming its tower.", "It lies on the Seine.",
            "Name a city and its country as JSON.", "{\"city\": \"Rome\", \"country\": \"Italy\"}",
            "Name a city as {\"city\": …}.", "{\"city\": \"Rome\"}",
            "What is the capital of France? End with \"Answer: <city>\".", "It is on the Seine. Answer: Paris");

    private ReplayServer replay;
    private HttpServer farm;
    private long model;
    private long run;

    /// One whose answers can be judged again.
    private long earlier;

    @BeforeEach
    void startServers() throws IOException {
        replay = ReplayServer.start(recording());
        List.of("gpt-x", "claude-x", "gemini-x")
                .forEach(name -> replay.change(name, behaviour -> behaviour.answeringAs(SYSTEM)));
        farm = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        farm.createContext("/runs", exchange -> {
            var result = "{\"samples\": [{\"id\": \"q1\", \"score\": 1}]}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, result.length);
            exchange.getResponseBody().write(result);
            exchange.close();
        });
        farm.start();
        given().contentType("application/jsonl")
                .body(Files.readAllBytes(reasoning()))
                .post("/datasets?name=reasoning");
        // What other pages take for granted.
        model("{\"name\": \"my-model\", \"provider\": \"custom\"}");
        model("{\"name\": \"gpt-x\", \"provider\": \"openai\", \"base_url\": \"-\"}");
        earlier = Bench.run("gpt-x", "reasoning", Map.of("sample_size", 2)).getLong("id");
    }

    @AfterEach
    void stopServers() {
        replay.close();
        farm.stop(0);
    }

    static Stream<String> pages() throws IOException {
        var pages = new ArrayList<String>();
        for (var folder : List.of("docs/executors", "docs/scorers")) {
            try (var files = Files.list(ROOT.resolve(folder))) {
                files.filter(file -> !file.endsWith("README.md"))
                        .map(file -> ROOT.relativize(file).toString())
                        .forEach(pages::add);
            }
        }
        return pages.stream().sorted();
    }

    @Test
    void work() throws IOException {
        var pages = pages().toList();

        assertThat(pages).contains("docs/executors/openai.md", "docs/scorers/llm_judge.md");
        assertSoftly(softly -> pages.forEach(
                page -> softly.assertThatCode(() -> works(page)).as(page).doesNotThrowAnyException()));
    }

    private void works(String page) throws IOException {
        var completed = new ArrayList<JsonPath>();
        for (var curl : Curl.of(Files.readString(ROOT.resolve(page)))) {
            var answer = send(curl);
            if (curl.path().equals("/benchmark-runs")) {
                run = answer.jsonPath().getLong("id");
                completed.add(Bench.end(run));
            }
        }

        assertThat(completed).isNotEmpty().allSatisfy(one -> {
            assertThat(one.getString("status")).as(one.prettify()).isEqualTo("completed");
            assertThat(one.getInt("error_count")).isZero();
        });
        var name = Path.of(page).getFileName().toString().replace(".md", "");
        if (page.contains("scorers") && !name.equals("pass_at_k")) {
            assertThat(completed.getLast().getString("fingerprint.scorer")).startsWith(name + ":");
            assertThat(completed.getLast().getDouble("accuracy")).isEqualTo(name.equals("llm_judge") ? .75 : 1);
        }
    }

    private Response send(Curl curl) {
        var path = curl.path().replace("/models/1", "/models/" + model).replace("-runs/1/", "-runs/%d/".formatted(run));
        if (path.equals("/models")) {
            return model(String.valueOf(curl.body()));
        }
        var request = given().urlEncodingEnabled(false).headers(curl.headers());
        if (curl.body() != null) {
            var isJson = "application/json".equals(curl.headers().get("content-type"));
            request.body((isJson ? here(curl.body()) : curl.body()).getBytes(StandardCharsets.UTF_8));
        }
        var answer = request.request(curl.method(), path);
        assertThat(answer.statusCode()).as(curl + " " + answer.asString()).isBetween(200, 299);
        return answer;
    }

    /// A model that is there already answers at this test's server from now on.
    private Response model(String body) {
        var wanted = here(body);
        var made = given().contentType("application/json").body(wanted).post("/models");
        if (made.statusCode() != 409) {
            assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
            model = made.jsonPath().getLong("id");
            return made;
        }
        model = given().get("/models?limit=1000")
                .jsonPath()
                .getLong("find { it.name == '%s' }.id"
                        .formatted(tree(body).path("name").asText()));
        var changed = given().contentType("application/json").body(wanted).put("/models/" + model);
        assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(200);
        return changed;
    }

    /// With the addresses, keys and runs that there are here.
    private String here(String body) {
        var json = (ObjectNode) tree(body);
        if (json.has("base_url")) {
            var google = json.path("provider").asText().equals("google");
            json.put("base_url", google ? replay.googleBaseUrl() : replay.baseUrl());
        }
        if (json.has("api_key_ref")) {
            json.put("api_key_ref", "A_TEST_KEY");
        }
        if (json.has("secret_ref")) {
            json.put("secret_ref", "A_RUNNER_SECRET");
            json.put(
                    "url",
                    "http://127.0.0.1:%d/runs".formatted(farm.getAddress().getPort()));
        }
        if (json.at("/benchmark_config/arguments").has("run_id")) {
            ((ObjectNode) json.at("/benchmark_config/arguments")).put("run_id", earlier);
        }
        return json.toString();
    }

    private static Recording recording() throws IOException {
        var lines = new StringBuilder();
        Files.readAllLines(reasoning()).stream()
                .map(DocumentedExamplesTest::tree)
                .forEach(item -> record(lines, item));
        for (var page : pages().toList()) {
            Curl.of(Files.readString(ROOT.resolve(page))).stream()
                    .filter(curl -> curl.path().startsWith("/datasets"))
                    .forEach(curl -> record(lines, tree(String.valueOf(curl.body()))));
        }
        return Recording.read(new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.UTF_8)), "the pages");
    }

    private static void record(StringBuilder lines, JsonNode item) {
        var question = item.path("prompt").asText();
        var target = item.has("choices") ? "A" : item.path("target").asText();
        var line = JSON.createObjectNode().put("question", question);
        var answers = line.putObject("answers");
        answers.putObject(SYSTEM).put("text", ANSWERS.getOrDefault(question, target));
        answers.putObject(JUDGE).put("text", "It is for a child.\nVERDICT: 4");
        lines.append(line).append('\n');
    }

    private static Path reasoning() {
        return ROOT.resolve("benchmark-runner-service/src/main/resources/datasets/reasoning.jsonl");
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
