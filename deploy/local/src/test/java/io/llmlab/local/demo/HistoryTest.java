package io.llmlab.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void isARunADayAndNoneOfThemNews() throws IOException {
        var times = history(0.85).stream()
                .map(run -> Instant.parse(run.path("timestamp").asText()))
                .toList();

        assertThat(times).hasSize(30).isSorted();
        assertThat(times.getLast()).isBefore(NOW.minus(Duration.ofHours(24)));
        assertThat(times.getFirst()).isAfter(NOW.minus(Duration.ofDays(31)));
    }

    @Test
    void looksLikeTheRunItFollows() throws IOException {
        var runs = history(0.85);

        assertThat(runs).allSatisfy(run -> {
            assertThat(run.path("model_name").asText()).isEqualTo("atlas-large");
            assertThat(run.path("dataset_name").asText()).isEqualTo("word-problems");
            assertThat(run.path("fingerprint").path("scorer").asText()).isEqualTo("numeric");
        });
        assertThat(average(runs, 0)).isCloseTo(0.85, within(0.03));
        assertThat(average(runs, 1)).isCloseTo(170, within(10.0));
        assertThat(average(runs, 2)).isCloseTo(0.05, within(0.002));
        assertThat(runs.stream().map(run -> value(run, 0)).distinct()).hasSizeGreaterThan(5);
    }

    private static double average(List<JsonNode> runs, int metric) {
        return runs.stream().mapToDouble(run -> value(run, metric)).average().orElseThrow();
    }

    private static double value(JsonNode run, int metric) {
        return run.path("metrics").path(metric).path("value").asDouble();
    }

    private static List<JsonNode> history(double accuracy) throws IOException {
        var like = JSON.readTree("""
                {"dataset_name": "word-problems", "sample_count": 120, "latency_ms": 170.0, "total_cost": 0.05,
                 "fingerprint": {"scorer": "numeric"}}
                """);
        return new History(1, NOW, 30)
                .of("atlas-large", like, accuracy)
                .map(JSON::<JsonNode>valueToTree)
                .toList();
    }
}
