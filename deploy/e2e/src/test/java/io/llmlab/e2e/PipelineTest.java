package io.llmlab.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.llmlab.local.launch.LocalStack;
import io.llmlab.local.launch.Service;
import io.llmlab.local.launch.StackSettings;
import io.llmlab.local.server.Folders;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A suite as a server runs it: it asks for keys, and its services for their token. A pipeline with a key of its own is
/// stopped where a model got worse.
class PipelineTest {

    private static final String ADMIN = "the admin key of this test alone.";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static LocalStack stack;

    @TempDir
    Path folder;

    record Ended(int code, String out) {}

    @BeforeAll
    static void start() throws IOException {
        var root = StackSettings.findRoot();
        var data = root.resolve("deploy/e2e/target/closed-stack");
        Folders.delete(data);
        stack = LocalStack.start(Suite.settings(
                root,
                data,
                Map.of(
                        "API_ACCESS", "keys",
                        "API_ADMIN_KEY", ADMIN,
                        "LLMLAB_SERVICE_TOKEN", "the service token of this test only")));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void isStoppedWhereAModelGotWorse() throws Exception {
        var pipeline = key("pipeline", "ingest", "read");
        getClient();

        var first = push(pipeline, 0.853, "--gate");
        assertThat(first.out()).contains("inconclusive").contains("Too few runs of this kind");
        assertThat(first.code()).isEqualTo(3);
        for (var night = 0; night < 12; night++) {
            assertThat(push(pipeline, 0.85 + night % 4 * 0.004).code()).isZero();
        }
        var steady = push(pipeline, 0.854, "--gate");
        assertThat(steady.out()).contains(": pass");
        assertThat(steady.code()).isZero();

        push(pipeline, 0.741);
        push(pipeline, 0.752);
        var worse = push(pipeline, 0.738, "--gate");
        assertThat(worse.out()).contains(": fail").contains("accuracy/overall_accuracy");
        assertThat(worse.code()).isEqualTo(1);
        var compared =
                push(pipeline, 0.742, "--gate", "--baseline", steady.out().replaceAll("(?s)^Run (\\d+):.*", "$1"));
        assertThat(compared.out()).contains(": fail").contains("is worse beside run");
    }

    /// The example of docs/as-code.md, as printed but for its dates: all of it is made, and the second time nothing.
    @Test
    void isSetUpByAFile() throws Exception {
        getClient();
        var example = example();
        var file = Files.writeString(folder.resolve("lab.yaml"), example);

        var tried = apply(file, "--dry-run");
        var made = apply(file);
        var again = apply(file);
        Files.writeString(file, example.replace("cooldown_minutes: 120", "cooldown_minutes: 30"));
        var changed = apply(file);

        assertThat(tried.out()).endsWith("Dry run: 9 created, 1 changed, 0 unchanged, 0 failed\n");
        assertThat(made.out()).endsWith("9 created, 1 changed, 0 unchanged, 0 failed\n");
        assertThat(made.code()).isZero();
        assertThat(again.out()).endsWith("0 created, 0 changed, 10 unchanged, 0 failed\n");
        assertThat(changed.out())
                .contains("changed rules accuracy-fell\n  cooldown_minutes: 120 -> 30\n")
                .endsWith("0 created, 1 changed, 9 unchanged, 0 failed\n");
        as(ADMIN)
                .get(stack.gatewayUrl() + "/scheduler/jobs/search-nightly")
                .then()
                .statusCode(200)
                .body("model_name", equalTo("search-model"))
                .body("timezone", equalTo("Europe/Berlin"));
    }

    private static String example() throws IOException {
        var page = Files.readString(StackSettings.findRoot().resolve("docs/as-code.md"));
        var tomorrow = Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);
        return page.replaceAll("(?s).*<!-- as-code: example -->\n```yaml\n(.*?)```.*", "$1")
                .replace("2026-12-20T00:00:00Z", tomorrow.toString())
                .replace(
                        "2026-12-21T00:00:00Z",
                        tomorrow.plus(Duration.ofDays(1)).toString());
    }

    private Ended apply(Path file, String... more) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("apply", "-f", file.toString()));
        words.addAll(List.of(more));
        return client(ADMIN, words);
    }

    @Test
    void knowsWhoAcknowledges() {
        var kim = key("kim", "operate");
        as(kim).contentType(ContentType.JSON)
                .body(Map.of(
                        "model_name", "unlucky",
                        "dataset_name", "any",
                        "status", "failed",
                        "error_message", "out of memory"))
                .post(stack.gatewayUrl() + "/benchmark-runs/results")
                .then()
                .statusCode(201);
        await().atMost(PATIENCE).until(() -> !alerts(kim).isEmpty());
        var alert = alerts(kim).getFirst().get("id");

        as(kim).contentType(ContentType.JSON)
                .body(Map.of("status", "acknowledged"))
                .put(stack.gatewayUrl() + "/alerts/" + alert)
                .then()
                .statusCode(200)
                .body("alert.acknowledged_by", equalTo("kim"));
    }

    @Test
    void letsNobodyInWithoutAKeyOrPastTheGateway() {
        given().get(stack.gatewayUrl() + "/models").then().statusCode(401);
        for (var service : List.of(Service.RUNNER, Service.REGRESSION, Service.ALERT)) {
            given().get(stack.urlOf(service) + "/internal/status").then().statusCode(401);
        }
        // A part that is busy does not answer in time, and is asked again.
        await().atMost(PATIENCE)
                .untilAsserted(() -> as(ADMIN)
                        .get(stack.gatewayUrl() + "/health")
                        .then()
                        .statusCode(200)
                        .body("status", equalTo("healthy")));
    }

    private static List<Map<String, Object>> alerts(String key) {
        return as(key).get(stack.gatewayUrl() + "/alerts?alert_type=benchmark_failure")
                .jsonPath()
                .getList("");
    }

    private void getClient() throws IOException {
        Files.writeString(
                folder.resolve("client.py"),
                given().get(stack.gatewayUrl() + "/client.py").asString());
    }

    private Ended push(String key, double accuracy, String... more) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of(
                "push",
                "--model",
                "my-model",
                "--dataset",
                "my-eval",
                "--samples",
                "1000",
                "--metric",
                "accuracy/overall_accuracy=" + accuracy));
        words.addAll(List.of(more));
        return client(key, words);
    }

    private Ended client(String key, List<String> words) throws IOException, InterruptedException {
        var command =
                new ArrayList<>(List.of("python3", folder.resolve("client.py").toString()));
        command.addAll(words);
        var out = folder.resolve("out");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GITHUB_"));
        builder.environment().putAll(Map.of("LLMLAB_URL", stack.gatewayUrl(), "LLMLAB_API_KEY", key));
        var code = builder.start().waitFor();
        return new Ended(code, Files.readString(out));
    }

    private static String key(String name, String... scopes) {
        return as(ADMIN)
                .contentType(ContentType.JSON)
                .body(Map.of("name", name, "scopes", List.of(scopes)))
                .post(stack.gatewayUrl() + "/admin/api-keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    private static RequestSpecification as(String key) {
        return given().header("Authorization", "Bearer " + key);
    }
}
