package io.llmlab.regression.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.local.testing.EventContract;
import io.llmlab.platform.http.JsonConventions;
import io.llmlab.regression.detect.paired.ItemScores;
import io.llmlab.regression.series.Reading;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsumerContractTest {

    private static final ObjectMapper MAPPER = JsonConventions.mapper();

    @Test
    void readsRunCompleted() {
        var event = new EventContract("run-completed", MAPPER).isReadAs(RunCompleted.class, "item_clusters");

        assertThat(event.isEvidence()).isTrue();
        var run = event.measuredRun();
        assertThat(run.id()).isEqualTo(123);
        assertThat(run.model().labels()).isEqualTo(Map.of("team", "search"));
        assertThat(run.at()).isEqualTo(Instant.parse("2026-11-23T12:00:00Z"));
        assertThat(run.stream()).isEqualTo("9f86d081884c7d65");
        assertThat(run.readings())
                .contains(new Reading("accuracy", "overall_accuracy", .5, null, .25, 4, true))
                .hasSize(3);
        // The fourth item has no score; the third belongs to no others, hence is a cluster of its own.
        assertThat(event.items())
                .isEqualTo(new ItemScores(
                        new long[] {0xaa, 0xab, 0xac}, new double[] {1, 0, 1}, new long[] {0xba, 0xba, 0xac}));
    }

    @Test
    void readsRunsThatNameNoClusters() throws JsonProcessingException {
        var event = MAPPER.readValue("""
                {"run_id": 1, "model": {"id": 2, "name": "m", "provider": "custom"}, "dataset": {"name": "d"},
                 "status": "completed", "measurable": true, "timestamp": "2026-11-23T12:00:00Z", "stream": "s",
                 "item_keys": ["00000000000000aa"], "scores": [1]}
                """, RunCompleted.class);

        assertThat(event.items()).isEqualTo(new ItemScores(new long[] {0xaa}, new double[] {1}));
    }

    @Test
    void readsModelChanged() {
        var event = new EventContract("model-changed", MAPPER).isReadAs(ModelChanged.class);

        assertThat(event.modelRef().name()).isEqualTo("gpt-x");
    }

    @Test
    void readsAlertChanged() {
        var event = new EventContract("alert-changed", MAPPER).isReadAs(AlertChanged.class);

        assertThat(event.alert().metricName()).isEqualTo("overall_accuracy");
        assertThat(event.alert().streams()).containsExactly("9f86d081884c7d65");
        assertThat(event.judgements()).as("it was opened").isEmpty();
    }

    @Test
    void toleratesWhatMayBeAbsent() throws JsonProcessingException {
        var event = MAPPER.readValue("""
                {"run_id": 1, "model": {"id": 2, "name": "m", "provider": "custom"}, "dataset": {"name": "d"},
                 "status": "completed", "measurable": true, "timestamp": "2026-11-23T12:00:00Z", "stream": "s"}
                """, RunCompleted.class);

        var run = event.measuredRun();
        assertThat(run.readings()).isEmpty();
        assertThat(run.labels()).isEmpty();
        assertThat(run.receivedAt()).isEqualTo(run.at());
    }

    @Test
    void takesTheUsualDirectionWhereTheMetricNamesNone() {
        assertThat(new Reading("accuracy", "a", 1, null, null, null, null).higherIsBetter())
                .isTrue();
        assertThat(new Reading("latency", "a", 1, null, null, null, null).higherIsBetter())
                .isFalse();
        assertThat(new Reading("latency", "a", 1, null, null, null, true).higherIsBetter())
                .isTrue();
        assertThat(new Reading("custom", "a", 1, null, null, null, null).higherIsBetter())
                .isNull();
        assertThat(new Reading("of tomorrow", "a", 1, null, null, null, null).higherIsBetter())
                .isNull();
    }

    @Test
    void refusesARunWithoutATime() {
        assertThatThrownBy(() -> MAPPER.readValue("""
                {"run_id": 1, "model": {"id": 2, "name": "m", "provider": "custom"}, "dataset": {"name": "d"},
                 "status": "completed", "measurable": true, "stream": "s"}
                """, RunCompleted.class))
                .hasMessageContaining("timestamp is missing");
    }
}
