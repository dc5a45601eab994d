package io.llmlab.gateway.client;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.gateway.testing.StubOwner;
import io.llmlab.gateway.testing.StubOwner.Asked;
import io.llmlab.gateway.testing.StubOwners;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The client as a pipeline gets and runs it: python3, a key, a gateway that asks for keys.
@QuarkusTest
@TestProfile(ClientTest.Closed.class)
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
class ClientTest {

    private static final String ADMIN = "the admin key of these tests alone";

    public static class Closed implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            var settings = new HashMap<>(StubOwner.settings());
            settings.put("gateway.access.mode", "keys");
            settings.put("gateway.access.admin-key", ADMIN);
            return settings;
        }
    }

    private static final String LOOK = """
            {"metric_type": "accuracy", "metric_name": "overall_accuracy", "dataset_name": "gsm8k", "stream": "s1",
             "outcome": "%s"}""";
    private static final String FINDING = """
            {"id": 1, "run_id": 7, "last_run_id": 7, "stream": "s1", "metric_type": "accuracy",
             "metric_name": "overall|accuracy <b>@all", "severity": "critical", "baseline_value": 0.861,
             "current_value": 0.741, "change_percent": -0.1394, "disposition": null}""";

    @RegisterExtension
    static final StubOwners owners = new StubOwners();

    private static final StubOwner runner = owners.runner();
    private static final StubOwner regression = owners.regression();

    private Map<String, String> environment;

    @TempDir
    Path folder;

    record Ended(int code, String out, String err) {}

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("client.py"), given().get("/client.py").asString());
        environment = new HashMap<>(Map.of(
                "LLMLAB_URL", "http://127.0.0.1:%d/".formatted(RestAssured.port), "LLMLAB_API_KEY", pipelineKey()));
    }

    @Test
    void letsAGoodRunPassAndLeavesASummary() throws Exception {
        judged("[]", "steady");
        environment.put("GITHUB_STEP_SUMMARY", folder.resolve("step.md").toString());
        environment.put("GITHUB_OUTPUT", folder.resolve("output").toString());

        var ended = client("gate", "7", "--summary", folder.resolve("own.md").toString());

        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("Run 7: pass").contains("No regression was found in 1 series");
        assertThat(folder.resolve("step.md"))
                .content()
                .contains("| [7](http://127.0.0.1:%d/?run=7) | gsm8k | ✅ pass |".formatted(RestAssured.port));
        assertThat(folder.resolve("own.md")).hasSameTextualContentAs(folder.resolve("step.md"));
        assertThat(folder.resolve("output")).hasContent("verdict=pass");
    }

    @Test
    void stopsAPipelineWhereAModelGotWorse() throws Exception {
        judged("[%s]".formatted(FINDING), "steady");

        var ended = client("gate", "7", "--summary", folder.resolve("own.md").toString());

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out()).contains("Run 7: fail").contains("from 0.861 to 0.741 (-13.9 %), critical");
        assertThat(folder.resolve("own.md"))
                .content()
                .contains("| accuracy/overall&#124;accuracy &lt;b&gt;&#64;all | 0.861 | 0.741 | -13.9 % | critical |")
                .doesNotContain("<b>");
    }

    @Test
    void tellsWhatNobodyKnowsFromBoth() throws Exception {
        judged("[]", "too_short");

        assertThat(client("gate", "7").code()).isEqualTo(3);
        assertThat(client("gate", "7", "--allow-inconclusive").code()).isZero();
        var unknown = client("gate", "8", "--wait", "1s");
        assertThat(unknown.code()).isEqualTo(3);
        assertThat(unknown.err()).isEqualTo("client.py: 404: There is no run 8\n");
    }

    @Test
    void saysWhyItWasNotLetIn() throws Exception {
        environment.put("LLMLAB_API_KEY", "llmlab_" + "x".repeat(43));
        var wrong = client("gate", "7");
        assertThat(wrong.code()).isEqualTo(3);
        assertThat(wrong.err()).contains("401: This API key is not known");

        environment.put("LLMLAB_URL", "http://127.0.0.1:1");
        assertThat(client("push", "--model", "m", "--patience", "1s").code()).isEqualTo(3);
        assertThat(client("gate", "seven").code()).isEqualTo(2);
        assertThat(client("gate", "7", "--wait", "soon").code()).isEqualTo(2);
    }

    @Test
    void pushesARunSaidOnTheCommandLineAndJudgesIt() throws Exception {
        judged("[]", "steady");
        runner.answers(
                "POST /benchmark-runs/results", 201, "{\"id\": 7, \"model_id\": 2, \"dataset_name\": \"gsm8k\"}");

        var ended = client(
                "push",
                "--model",
                "my-model",
                "--dataset",
                "gsm8k",
                "--metric",
                "accuracy/overall_accuracy=0.86",
                "--samples",
                "1000",
                "--label",
                "commit=abc",
                "--gate");

        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("Run 7: my-model on gsm8k").contains("Run 7: pass");
        var pushed = asked("/benchmark-runs/results");
        assertThat(pushed.headers()).containsKey("idempotency-key").containsEntry("x-llmlab-actor", "ci of team a");
        assertThat(new ObjectMapper().readTree(pushed.body())).isEqualTo(new ObjectMapper().readTree("""
                        {"model_name": "my-model", "dataset_name": "gsm8k", "labels": {"commit": "abc"},
                         "metrics": [{"metric_type": "accuracy", "metric_name": "overall_accuracy", "value": 0.86,
                                      "sample_count": 1000}]}"""));
    }

    @Test
    void triesAgainWhatMayPassWithTheSameIdempotencyKey() throws Exception {
        runner.answers("POST /benchmark-runs/results", 503, "{\"detail\": \"not now\"}")
                .answers(
                        "POST /benchmark-runs/results",
                        201,
                        "{\"id\": 7, \"model_id\": 2, \"dataset_name\": \"gsm8k\"}");
        var file = Files.writeString(folder.resolve("run.json"), "{\"model_name\": \"m\", \"samples\": []}");

        assertThat(client("push", file.toString()).code()).isZero();

        assertThat(runner.asked().stream().map(asked -> asked.headers().get("idempotency-key")))
                .hasSize(2)
                .containsOnly(asked("/benchmark-runs/results").headers().get("idempotency-key"));
    }

    @Test
    void importsAFolderAndJudgesItsNewRuns() throws Exception {
        judged("[]", "steady");
        runner.answers("POST /benchmark-runs/import", 201, """
                {"stored": 1, "deduplicated": 1, "files": [], "problems": [], "warnings": ["seen before"],
                 "runs": [{"id": 7}]}""");
        Files.createDirectories(folder.resolve("results"));
        Files.writeString(folder.resolve("results/a.json"), "{\"ä\": 1}");
        Files.writeString(folder.resolve("results/b.jsonl"), "{}");

        var ended = client("import", folder.resolve("results").toString(), "--model", "m", "--gate");

        assertThat(ended.code()).isZero();
        assertThat(ended.err()).isEqualTo("Note: seen before\n");
        assertThat(ended.out())
                .contains("2 files: 1 runs stored, 1 were there already")
                .contains("Run 7: pass");
        var sent = asked("/benchmark-runs/import");
        assertThat(sent.uri()).endsWith("?model_name=m");
        assertThat(sent.body())
                .contains("results/a.json\"")
                .contains("{\"ä\": 1}")
                .contains("results/b.jsonl\"");
    }

    /// 1 would say that the model got worse.
    @Test
    void neverTakesWhatWentWrongForAVerdict() throws Exception {
        judged("[]", "steady");
        runner.answers("POST /benchmark-runs/results", 201, "{\"unheard\": \"of\"}");
        var surprised = client("push", "--model", "m");
        assertThat(surprised.code()).isEqualTo(3);
        assertThat(surprised.err()).startsWith("client.py: ").hasLineCount(1);

        environment.put("LLMLAB_URL", "nowhere");
        assertThat(client("gate", "7").code()).isEqualTo(3);
        environment.put("LLMLAB_URL", "http://127.0.0.1:port");
        assertThat(client("gate", "7").err()).contains("is no address");
        try (var other = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerNonsense(other));
            environment.put("LLMLAB_URL", "http://127.0.0.1:" + other.getLocalPort());
            var nonsense = client("gate", "7", "--patience", "0s");
            assertThat(nonsense.code()).isEqualTo(3);
            assertThat(nonsense.err()).contains("cannot be reached");
        }
    }

    private static void answerNonsense(ServerSocket server) {
        try (var connection = server.accept()) {
            assertThat(connection.getInputStream().read(new byte[8192])).isPositive();
            connection.getOutputStream().write("220 mail.example ESMTP\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    @Test
    void refusesWhatItCannotRead() throws Exception {
        var broken = Files.writeString(folder.resolve("broken.json"), "{");

        assertThat(client("push", broken.toString()).err()).contains("broken.json is no JSON");
        assertThat(client("push", "/nowhere.json").err()).contains("/nowhere.json cannot be read");
        assertThat(client("push", "--metric", "accuracy").err()).contains("must be name=value");
        assertThat(client("import", "/nowhere").err()).contains("/nowhere is not there");
        assertThat(runner.asked()).isEmpty();
    }

    @Test
    void appliesAFileAsItIs() throws Exception {
        var file = Files.writeString(folder.resolve("lab.yaml"), """
                # the models that we watch
                models:
                  - {name: new, provider: openai, version: "é"}
                  - {name: old, provider: openai, version: "2"}
                """);
        runner.answers(
                        "GET /models",
                        200,
                        "[{\"id\": 1, \"name\": \"old\", \"provider\": \"openai\", \"version\": \"1\"}]")
                .answers("POST /models", 409, "{\"detail\": \"There is a model new already\"}")
                .answers("PUT /models/1", 200, "{}");
        assertThat(client("apply", "-f", file.toString()))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(3))
                .satisfies(refused -> assertThat(refused.err()).contains("403").contains("scope admin"));

        environment.put("LLMLAB_API_KEY", ADMIN);
        var tried = client("apply", "-f", file.toString(), "--dry-run");
        assertThat(tried.out())
                .contains("created models new")
                .contains("changed models old\n  version: \"1\" -> \"2\"")
                .endsWith("Dry run: 1 created, 1 changed, 0 unchanged, 0 failed\n");
        assertThat(tried.code()).isZero();
        assertThat(runner.asked()).allMatch(asked -> asked.method().equals("GET"));

        var applied = client("apply", "-f", file.toString());
        assertThat(applied.out())
                .contains("failed models new: There is a model new already")
                .endsWith("0 created, 1 changed, 0 unchanged, 1 failed\n");
        assertThat(applied.code()).isEqualTo(1);
        assertThat(asked("/models/1").headers()).containsEntry("x-llmlab-actor", "admin");

        Files.writeString(file, "modles: []");
        var misspelt = client("apply", "-f", file.toString());
        assertThat(misspelt.err()).contains("422: /modles: line 1: there is no such kind");
        assertThat(misspelt.code()).isEqualTo(3);
        assertThat(client("apply", "-f", "/nowhere.yaml").err()).contains("/nowhere.yaml cannot be read");
    }

    private void judged(String findings, String outcome) {
        runner.answers("GET /benchmark-runs/7", 200, """
                {"id": 7, "model_id": 2, "dataset_name": "gsm8k", "stream": "s1", "status": "completed"}""");
        regression
                .answers("GET /benchmark-runs/7/compare/7", 200, "{}")
                .answers("GET /regression-detection/results?run_id=7&limit=500", 200, findings)
                .answers("GET /regression-detection/results", 200, "[]")
                .answers("GET /regression-detection/suspicions", 200, "[]")
                .answers(
                        "POST /regression-detection/analyze/2",
                        200,
                        "{\"results\": [%s]}".formatted(LOOK.formatted(outcome)));
    }

    private Asked asked(String path) {
        return runner.asked().stream()
                .filter(asked -> asked.uri().startsWith(path))
                .findFirst()
                .orElseThrow();
    }

    private Ended client(String... words) throws IOException, InterruptedException {
        var command =
                new ArrayList<>(List.of("python3", folder.resolve("client.py").toString()));
        command.addAll(List.of(words));
        var out = folder.resolve("out-" + UUID.randomUUID());
        var err = folder.resolve("err-" + UUID.randomUUID());
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GITHUB_") || name.startsWith("LLMLAB_"));
        builder.environment().putAll(environment);
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        var code = builder.start().waitFor();
        return new Ended(
                code, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }

    private static String pipelineKey() {
        for (var key : admin().get("/admin/api-keys").jsonPath().<Map<String, Object>>getList("")) {
            admin().delete("/admin/api-keys/" + key.get("id")).then().statusCode(200);
        }
        return admin().contentType(ContentType.JSON)
                .body(Map.of("name", "ci of team a", "scopes", List.of("ingest", "read")))
                .post("/admin/api-keys")
                .jsonPath()
                .getString("key");
    }

    private static RequestSpecification admin() {
        return given().header("Authorization", "Bearer " + ADMIN);
    }
}
