package io.llmlab.alert.event;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.llmlab.alert.recent.Streaks;
import io.llmlab.alert.signal.Cause.Change;
import io.llmlab.alert.signal.Cause.Peers;
import io.llmlab.alert.signal.Signal.SamplesFailed;
import io.llmlab.local.testing.EventContract;
import io.llmlab.platform.http.JsonConventions;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContractTest {

    private static final ObjectMapper MAPPER = JsonConventions.mapper();
    private static final SnakeCaseStrategy SNAKE_CASE = new SnakeCaseStrategy();

    @Test
    void readsACompletedRun() throws IOException {
        var run = example("run-completed", RunCompleted.class);

        assertThat(run.model().name()).isEqualTo("gpt-x");
        assertThat(run.isBackfill()).isFalse();
        assertThat(run.signals(new Streaks(0, 0, 0)))
                .last()
                .isInstanceOfSatisfying(
                        SamplesFailed.class, failed -> assertThat(failed.rate()).isEqualTo(0.25));
        assertThat(notRequired(RunCompleted.class, schema("run-completed"))).isEmpty();
    }

    @Test
    void readsAHeartbeat() throws IOException {
        assertThat(example("heartbeat-found", HeartbeatFound.class).isFall()).isTrue();
        assertThat(notRequired(HeartbeatFound.class, schema("heartbeat-found"))).isEmpty();
    }

    @Test
    void readsFindings() throws IOException {
        var found = example("regression-found", RegressionFound.class);

        var finding = found.signal().findings().getFirst();
        assertThat(finding.metricName()).isEqualTo("overall_accuracy");
        assertThat(finding.isHarm()).isTrue();
        assertThat(finding.sampleSize()).isEqualTo(3);
        var cause = requireNonNull(finding.evidence().cause());
        assertThat(cause.suspect()).isEqualTo("model");
        assertThat(requireNonNull(cause.lastGood()).runId()).isEqualTo(122);
        assertThat(cause.onset().earliest().runId()).isEqualTo(123);
        assertThat(cause.otherModels()).isEqualTo(new Peers(0, 2, List.of()));
        assertThat(cause.changed())
                .containsExactly(
                        new Change("run_config.model_resolved", "gpt-x-2026-10-01", "gpt-x-2026-11-20", "model"));
        assertThat(notRequired(RegressionFound.class, schema("regression-found")))
                .isEmpty();
    }

    @Test
    void readsWhatIsOver() throws IOException {
        var over = example("regression-cleared", RegressionCleared.class);

        assertThat(over.recoveries().getFirst().metricName()).isEqualTo("overall_accuracy");
        assertThat(over.recoveries().getFirst().text())
                .isEqualTo("overall_accuracy is back within its baseline with run 130: 0.5600 (baseline 0.5625)");
        assertThat(notRequired(RegressionCleared.class, schema("regression-cleared")))
                .isEmpty();
    }

    @Test
    void readsAJob() throws IOException {
        var job = example("job-changed", JobChanged.class).job();

        assertThat(job.id()).isEqualTo("nightly");
        assertThat(job.next()).isEqualTo(Instant.parse("2026-11-24T02:00:00Z"));
        assertThat(notRequired(JobChanged.class, schema("job-changed"))).isEmpty();
    }

    @Test
    void readsAModel() throws IOException {
        assertThat(example("model-changed", ModelChanged.class).active()).isTrue();
        assertThat(notRequired(ModelChanged.class, schema("model-changed"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run-completed",
                "regression-found",
                "regression-cleared",
                "job-changed",
                "model-changed",
                "alert-changed"
            })
    void hasExamplesThatSatisfyTheirSchema(String event) throws IOException {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema(event).toString(), InputFormat.JSON);

        assertThat(schema.validate(text(event + ".v1.example.json"), InputFormat.JSON))
                .isEmpty();
    }

    /// Names of components that the schema does not promise.
    private static List<String> notRequired(Class<?> type, JsonNode schema) {
        var required = MAPPER.convertValue(schema.path("required"), String[].class);
        var missing = new ArrayList<String>();
        for (RecordComponent component : type.getRecordComponents()) {
            var name = SNAKE_CASE.translate(component.getName());
            if (!List.of(required).contains(name)) {
                missing.add("%s.%s".formatted(type.getSimpleName(), name));
            }
            missing.addAll(notRequiredWithin(component.getGenericType(), schema.at("/properties/" + name)));
        }
        return missing;
    }

    private static List<String> notRequiredWithin(Type type, JsonNode schema) {
        if (type instanceof Class<?> nested && nested.isRecord()) {
            return notRequired(nested, schema);
        }
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return notRequiredWithin(list.getActualTypeArguments()[0], schema.path("items"));
        }
        return List.of();
    }

    /// What each release sent is read as well.
    private static <T> T example(String event, Class<T> type) throws IOException {
        var reader = MAPPER.readerFor(type).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        for (var sent : new EventContract(event, MAPPER).frozen()) {
            reader.readValue(sent);
        }
        return reader.readValue(text(event + ".v1.example.json"));
    }

    private static JsonNode schema(String event) throws IOException {
        return MAPPER.readTree(text(event + ".v1.schema.json"));
    }

    private static String text(String file) throws IOException {
        try (var stream = ContractTest.class.getResourceAsStream("/contract/" + file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
