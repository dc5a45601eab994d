package io.llmlab.runner.load;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.llmlab.formats.Harness;
import io.llmlab.formats.MetricType;
import io.llmlab.formats.Outcome;
import io.llmlab.formats.ParsedBatch;
import io.llmlab.formats.ParsedMetric;
import io.llmlab.formats.ParsedModel;
import io.llmlab.formats.ParsedRun;
import io.llmlab.formats.ParsedSample;
import io.llmlab.formats.ParsedTask;
import io.llmlab.formats.RunTime;
import io.llmlab.formats.SampleSource;
import io.llmlab.local.testing.SuiteServers;
import io.llmlab.local.testing.TopicReader;
import io.llmlab.runner.Contract;
import io.llmlab.runner.RunEvents;
import io.llmlab.runner.dataset.ItemKey;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class FileLoaderTest {

    private static final Instant MARCH = Instant.parse("2026-03-05T12:00:00Z");

    private final String model = "loaded-" + UUID.randomUUID();

    @Inject
    FileLoader loader;

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    void keepsSamplesAsTheyAre() throws Exception {
        var text = "tab\t line\n return\r back\\slash \\N é 𝛑 nul\0";
        var samples = List.of(sample("a", 1.0, text), sample("b", 0.0, null), failed("c"));

        var run = loader.load(batch(run("task", null, SampleSource.of(samples))), Set.of())
                .runs()
                .getFirst();

        given().get("/benchmark-runs/%d/samples".formatted(run.id()))
                .then()
                .body("", hasSize(3))
                .body("[0].prompt", equalTo(text.replace('\0', '\uFFFD')))
                .body("[0].score", equalTo(1f))
                .body("[0].cluster", equalTo("text-1"))
                .body("[0].parsed", equalTo(false))
                .body("[1].prompt", equalTo(null))
                .body("[2].error", equalTo("timed out"))
                .body("[2].score", equalTo(null));
        given().get("/benchmark-runs/%d/metrics".formatted(run.id()))
                .then()
                .body("findAll { it.metric_name == 'overall_accuracy' }", empty())
                .body("find { it.metric_name == 'acc' }.value", equalTo(0.5f))
                .body("find { it.metric_name == 'error_rate' }.sample_count", equalTo(3));
        assertThat(run.accuracy()).isEqualTo(0.5);
        assertThat(run.errorCount()).isEqualTo(1);
        assertThat(run.measurable()).isFalse();
        var told = new TopicReader(bootstrapServers)
                .await("llmlab.run-completed.v1", 1, Duration.ofSeconds(30), RunEvents.of(run.id()));
        var event = told.getFirst().value();
        Contract.assertSatisfied("run-completed", event);
        var cluster = ItemKey.ofCluster("text-1");
        assertThat(JsonPath.from(event).getList("item_clusters")).containsExactly(cluster, cluster, null);
    }

    @Test
    void givesTheScoresErrorToTheMetricThatIsTheirMean() throws Exception {
        var samples = List.of(plain("a", 1), plain("b", 0), plain("c", 1), plain("d", 0));

        var run = loader.load(batch(run("task", null, SampleSource.of(samples))), Set.of())
                .runs()
                .getFirst();

        var metrics = given().get("/benchmark-runs/%d/metrics".formatted(run.id()))
                .then()
                .extract()
                .jsonPath();
        assertThat(metrics.getDouble("find { it.metric_name == 'acc' }.std_error"))
                .isCloseTo(0.25, within(1e-9));
    }

    @Test
    void makesTheTasksOfAGroupItsChildren() throws Exception {
        var group = run("mmlu", null, SampleSource.none());
        var part = run("mmlu_law", "mmlu", SampleSource.of(List.of(plain("a", 1))));

        var runs = loader.load(batch(group, part), Set.of()).runs();

        given().get("/benchmark-runs?parent_run_id=" + runs.getFirst().id())
                .then()
                .body("", hasSize(1))
                .body("[0].dataset_name", equalTo("mmlu_law"))
                .body("[0].parent_run_id", equalTo((int) runs.getFirst().id()));
    }

    @Test
    void keepsNothingOfAFileThatBreaksOff() {
        var whole = run("whole", null, SampleSource.of(List.of(plain("a", 1))));
        var broken = run("broken", null, new SampleSource() {
            @Override
            public long countHint() {
                return -1;
            }

            @Override
            public void forEach(Consumer<? super ParsedSample> consumer) {
                consumer.accept(plain("a", 1));
                throw new IllegalStateException("line 2 is cut off");
            }
        });

        assertThatThrownBy(() -> loader.load(batch(whole, broken), Set.of())).hasMessageContaining("line 2 is cut off");

        given().get("/models?limit=1000").then().body("findAll { it.name == '%s' }".formatted(model), empty());
        given().get("/benchmark-runs?dataset_name=whole").then().body("", empty());
    }

    @Test
    void readsManySamplesOneByOne() throws Exception {
        var count = 30_000;
        var run = run("large", null, new SampleSource() {
            @Override
            public long countHint() {
                return count;
            }

            @Override
            public void forEach(Consumer<? super ParsedSample> consumer) {
                for (var index = 0; index < count; index++) {
                    consumer.accept(sample("item-" + index, index % 2, "What is " + index + "?"));
                }
            }
        });

        var stored = loader.load(batch(run), Set.of()).runs().getFirst();

        assertThat(stored.sampleCount()).isEqualTo(count);
        given().get("/benchmark-runs/%d/samples?count=true&limit=1&after=29998".formatted(stored.id()))
                .then()
                .header("X-Total-Count", "30000")
                .body("[0].id", equalTo("item-29999"));
    }

    private ParsedRun run(String task, @Nullable String group, SampleSource samples) {
        var accuracy = new ParsedMetric(MetricType.ACCURACY, "acc", 0.5, null, null, "fraction", true);
        var hash = (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
        return new ParsedRun(
                new ParsedModel(model, "openai", null),
                new ParsedTask(task, "1", group),
                new RunTime(MARCH, RunTime.Source.CONTENT, Duration.ofSeconds(90)),
                new Harness("lm-evaluation-harness", "0.4.9"),
                new Outcome(Outcome.Status.COMPLETED, null),
                Map.of("num_fewshot", 5),
                Map.of(),
                List.of(accuracy),
                "acc",
                Map.of("checkpoint", "step10"),
                hash,
                List.of(),
                samples);
    }

    private static ParsedBatch batch(ParsedRun... runs) {
        return new ParsedBatch("lm-eval", "results.json", List.of(runs));
    }

    private static ParsedSample sample(String id, double score, @Nullable String prompt) {
        return new ParsedSample(
                id, score, prompt, "an answer", "a target", 12.5, 10L, 20L, 0.001, null, "text-1", null, true);
    }

    private static ParsedSample plain(String id, double score) {
        return new ParsedSample(id, score, null, null, null, null, null, null, null, null, null, null, null);
    }

    private static ParsedSample failed(String id) {
        return new ParsedSample(id, null, null, null, null, null, null, null, null, "timed out", null, null, null);
    }
}
