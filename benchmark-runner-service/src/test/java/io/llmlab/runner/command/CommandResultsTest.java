package io.llmlab.runner.command;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.local.testing.TopicReader;
import io.llmlab.runner.Contract;
import io.llmlab.runner.RunEvents;
import io.llmlab.runner.command.LeftFiles.Task;
import io.llmlab.runner.execute.Bench;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Programs that leave the results of several runs: a script of the shell that copies files.
@QuarkusTest
@TestProfile(CommandExecutorTest.Allowed.class)
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class CommandResultsTest {

    private static final Task SUMS = new Task("sums", 3, 4);
    private static final Task FACTS = new Task("facts", 1, 2);
    private static final Task LAWS = new Task("laws", 2, 8);

    @TempDir
    Path folder;

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private String model;
    private String served;

    @BeforeEach
    void registerAModel() {
        served = "served-" + UUID.randomUUID();
        model = Bench.model("http://127.0.0.1:9/v1", Map.of("remote_name", served));
    }

    @Test
    void storesTheOtherTasksBesideTheRun() throws Exception {
        new LeftFiles(folder).withTasks(served, SUMS, FACTS, LAWS).with("broken.json", "{\"results\": ");

        var run = completed("facts");

        assertThat(run.getString("batch_id")).isEqualTo("run-" + run.getLong("id"));
        assertThat(run.getDouble("accuracy")).isEqualTo(FACTS.share());
        assertThat(samples(run.getLong("id"))).hasSize(2);
        var all = batch(run);
        assertThat(all.getList("dataset_name", String.class)).containsExactlyInAnyOrder("sums", "facts", "laws");
        assertThat(all.getList("model_id")).containsOnly(run.getInt("model_id"));
        assertThat(all.getList("timestamp")).containsOnly(run.getString("timestamp"));
        assertThat(all.getList("parent_run_id")).containsOnlyNulls();
        var laws = all.getLong("find { it.dataset_name == 'laws' }.id");
        assertThat(Bench.read(laws).getString("source")).isEqualTo("lm-evaluation-harness");
        assertThat(Bench.read(laws).getDouble("accuracy")).isEqualTo(LAWS.share());
        assertThat(samples(laws)).hasSize(8);
        assertThat(log(run))
                .contains("leaving files", "2 more runs", "run %d of laws".formatted(laws), "broken.json was left out");
        var event = event(laws);
        Contract.assertSatisfied("run-completed", event);
        assertThat(JsonPath.from(event).getString("batch_id")).isEqualTo(run.getString("batch_id"));
    }

    /// History that was imported goes on in runs that the service starts.
    @Test
    void measuresWhatAnImportOfTheSameFilesWould() throws Exception {
        new LeftFiles(folder).withTasks(served, SUMS, FACTS);

        var run = completed("sums");

        var imported = given().multiPart(file("results_2026-03-01T10-00-00.000000.json"))
                .multiPart(file("samples_sums_2026-03-01T10-00-00.000000.jsonl"))
                .multiPart(file("samples_facts_2026-03-01T10-00-00.000000.jsonl"))
                .post("/benchmark-runs/import?model_name=" + model)
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        var same = imported.getLong("runs.find { it.dataset_name == 'sums' }.id");
        assertThat(Bench.read(same).getString("stream")).isEqualTo(run.getString("stream"));
        assertThat(metrics(run.getLong("id"))).isNotEmpty().containsExactlyInAnyOrderElementsOf(metrics(same));
    }

    @Test
    void makesTheTasksOfAGroupThePartsOfItsRun() throws Exception {
        new LeftFiles(folder).withGroup(served, new Task("all", 3, 10), FACTS, LAWS);

        var run = completed("all");

        assertThat(Bench.get("/benchmark-runs?parent_run_id=" + run.getLong("id"))
                        .getList("dataset_name", String.class))
                .containsExactlyInAnyOrder("facts", "laws");
    }

    @Test
    void makesTheRunAPartOfItsGroup() throws Exception {
        new LeftFiles(folder).withGroup(served, new Task("all", 3, 10), FACTS, LAWS);

        var run = completed("laws");

        var all = batch(run);
        assertThat(all.getList("id")).hasSize(3);
        assertThat(run.getLong("parent_run_id")).isEqualTo(all.getLong("find { it.dataset_name == 'all' }.id"));
        assertThat(all.getLong("find { it.dataset_name == 'facts' }.parent_run_id"))
                .isEqualTo(run.getLong("parent_run_id"));
    }

    @Test
    void takesTheOnlyTaskOrGroupWhateverItIsCalled() throws Exception {
        new LeftFiles(folder).withGroup(served, new Task("all", 3, 10), FACTS, LAWS);

        var run = completed("my own name");

        assertThat(run.getDouble("accuracy")).isEqualTo(0.3);
        assertThat(Bench.get("/benchmark-runs?parent_run_id=" + run.getLong("id"))
                        .getList("dataset_name", String.class))
                .containsExactlyInAnyOrder("facts", "laws");
    }

    @Test
    void standsForAllTasksWhereNoneIsItsOwn() throws Exception {
        new LeftFiles(folder).withTasks(served, SUMS, FACTS, LAWS);

        var run = completed("nightly");

        assertThat(run.<Double>get("accuracy")).isNull();
        assertThat(metrics(run.getLong("id")))
                .singleElement()
                .satisfies(metric -> assertThat(metric)
                        .containsEntry("metric_name", "parts")
                        .containsEntry("metric_type", "custom"));
        assertThat(metric(run.getLong("id"), "parts")).isEqualTo(3);
        assertThat(Bench.get("/benchmark-runs?parent_run_id=" + run.getLong("id"))
                        .getList("dataset_name", String.class))
                .containsExactlyInAnyOrder("sums", "facts", "laws");
    }

    @Test
    void givesEachProviderOfAnEvaluationToItsModel() throws Exception {
        var other = "openai:other-" + UUID.randomUUID();
        new LeftFiles(folder).withProviders("openai:chat:" + served, 1, other, 2);

        var run = completed("toy");

        assertThat(metric(run.getLong("id"), "pass_rate")).isEqualTo(0.5);
        var all = batch(run);
        assertThat(all.getList("dataset_name", String.class)).containsExactly("toy", "toy");
        var beside = all.getLong("find { it.id != %d }.id".formatted(run.getLong("id")));
        assertThat(metric(beside, "pass_rate")).isEqualTo(1);
        assertThat(Bench.get("/models/" + Bench.read(beside).getLong("model_id"))
                        .getString("name"))
                .isEqualTo(other);
    }

    @Test
    void failsWhereNothingIsOfItsModelAndKeepsWhatThereIsOnce() throws Exception {
        var first = "openai:first-" + UUID.randomUUID();
        new LeftFiles(folder).withProviders(first, 1, "openai:second-" + UUID.randomUUID(), 2);

        var run = run("toy");

        assertThat(run.getString("status")).isEqualTo("failed");
        assertThat(run.getString("error_message")).contains(first, "none of them is the run's model");
        assertThat(batch(run).getList("id")).hasSize(3);
        assertThat(batch(run).getList("dataset_name", String.class)).contains("greetings");

        Bench.post("/benchmark-runs/%d/retry".formatted(run.getLong("id"))).statusCode(202);

        Bench.end(run.getLong("id"));
        assertThat(batch(run).getList("id")).hasSize(3);
    }

    @Test
    void storesWhatIsMeasuredAgainAgain() throws Exception {
        new LeftFiles(folder).withTasks(served, SUMS, FACTS);

        var first = completed("sums");
        var second = completed("sums");

        assertThat(batch(second).getList("id")).hasSize(2);
        assertThat(batch(first).getList("id"))
                .hasSize(2)
                .doesNotContainAnyElementsOf(batch(second).getList("id"));
        assertThat(second.getString("stream")).isEqualTo(first.getString("stream"));
    }

    @Test
    void saysWhyFilesCannotBeUsed() throws Exception {
        new LeftFiles(folder).with("results.json", "{\"answer\": 42}");

        var run = run("toy");

        assertThat(run.getString("status")).isEqualTo("failed");
        assertThat(run.getString("error_message")).contains("results.json", "cannot be used");
    }

    private JsonPath completed(String dataset) {
        var run = run(dataset);
        assertThat(run.getString("status")).as(run.prettify()).isEqualTo("completed");
        return run;
    }

    private JsonPath run(String dataset) {
        return Bench.run(
                model,
                dataset,
                Map.of("executor", "command", "program", "leave", "arguments", Map.of("folder", folder.toString())));
    }

    private static JsonPath batch(JsonPath run) {
        return Bench.get("/benchmark-runs?limit=100&batch_id=run-" + run.getLong("id"));
    }

    private static List<Object> samples(long id) {
        return Bench.get("/benchmark-runs/%d/samples".formatted(id)).getList("id");
    }

    /// What is measured, without what tells one row from another.
    private static List<Map<String, Object>> metrics(long id) {
        var metrics = Bench.get("/benchmark-runs/%d/metrics".formatted(id)).<Map<String, Object>>getList("");
        metrics.forEach(metric -> metric.keySet()
                .retainAll(List.of(
                        "metric_type",
                        "metric_name",
                        "value",
                        "unit",
                        "std_error",
                        "sample_count",
                        "higher_is_better")));
        return metrics;
    }

    private static double metric(long id, String name) {
        return Bench.get("/benchmark-runs/%d/metrics".formatted(id))
                .getDouble("find { it.metric_name == '%s' }.value".formatted(name));
    }

    private static String log(JsonPath run) {
        return String.join(
                "\n",
                Bench.get("/benchmark-runs/%d/log".formatted(run.getLong("id"))).<String>getList("lines"));
    }

    private File file(String name) {
        return folder.resolve(name).toFile();
    }

    private String event(long id) {
        return new TopicReader(bootstrapServers)
                .await("llmlab.run-completed.v1", 1, Bench.PATIENCE, RunEvents.of(id))
                .getFirst()
                .value();
    }
}
