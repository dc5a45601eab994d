package io.llmlab.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/// A past for a model: daily runs as a nightly job would have left them.
///
/// Accuracy varies as the share of right answers among randomly drawn questions does, latency and cost by a few
/// percent.
final class History {

    /// Younger points would count as news, and these are none.
    private static final Duration YOUNGEST = Duration.ofHours(26);

    private static final double LATENCY_NOISE = 0.05;
    private static final double COST_NOISE = 0.02;

    private final Random random;
    private final Instant now;
    private final int days;

    History(long seed, Instant now, int days) {
        this.random = new Random(seed);
        this.now = now;
        this.days = days;
    }

    /// Bodies of `POST /benchmark-runs/results`, oldest first.
    ///
    /// @param like a run that was really executed: its conditions, latency and cost are those of the past
    /// @param accuracy the share of right answers over all questions
    Stream<Map<String, Object>> of(String model, JsonNode like, double accuracy) {
        return Stream.iterate(days - 1, day -> day >= 0, day -> day - 1)
                .map(day -> run(model, like, accuracy, now.minus(YOUNGEST).minus(Duration.ofDays(day))));
    }

    private Map<String, Object> run(String model, JsonNode like, double accuracy, Instant at) {
        var items = like.path("sample_count").asInt();
        var share =
                (double) random.doubles(items).filter(luck -> luck < accuracy).count() / items;
        var metrics = List.of(
                metric("accuracy", "overall_accuracy", share, items),
                metric(
                        "latency",
                        "avg_latency_ms",
                        noisy(like.path("latency_ms").asDouble(), LATENCY_NOISE),
                        items),
                metric("cost", "total_cost", noisy(like.path("total_cost").asDouble(), COST_NOISE), items));
        return Map.of(
                "model_name", model,
                "dataset_name", like.path("dataset_name").asText(),
                "timestamp", at.toString(),
                "fingerprint", like.path("fingerprint"),
                "labels", Map.of("from", "demo history"),
                "metrics", metrics);
    }

    private double noisy(double value, double noise) {
        return value * Math.exp(noise * random.nextGaussian());
    }

    private static Map<String, Object> metric(String type, String name, double value, int items) {
        return Map.of("metric_type", type, "metric_name", name, "value", value, "sample_count", items);
    }
}
