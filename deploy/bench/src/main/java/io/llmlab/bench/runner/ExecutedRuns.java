package io.llmlab.bench.runner;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Runs of one model on a data set of numbered questions, each until its end.
///
/// @param model the name of both the model and the data set
record ExecutedRuns(RunnerClient lab, String model) {

    /// Registers the model and uploads the questions.
    static ExecutedRuns of(RunnerClient lab, String model, String baseUrl, int items) throws IOException {
        lab.post("/models", """
                {"name": "%s", "provider": "local", "base_url": "%s"}""".formatted(model, baseUrl));
        var file = Files.createTempFile("bench", ".jsonl");
        try {
            Files.writeString(
                    file,
                    IntStream.range(0, items)
                            .mapToObj(item -> "{\"id\": \"%d\", \"prompt\": \"%s\", \"target\": \"%d\"}"
                                    .formatted(item, question(item), item))
                            .collect(Collectors.joining("\n")));
            lab.upload("/datasets?name=" + model, "application/jsonl", file);
        } finally {
            Files.delete(file);
        }
        return new ExecutedRuns(lab, model);
    }

    static String question(int item) {
        return "Which number is this, of the ten thousand that are asked for one after the other: %d?".formatted(item);
    }

    /// @param config `benchmark_config` as JSON
    /// @return the completed run
    JsonNode execute(String config) throws IOException {
        var run = lab.post("/benchmark-runs", """
                {"model_name": "%1$s", "dataset_name": "%1$s", "benchmark_config": %2$s}""".formatted(model, config));
        var ended = lab.ended(run.path("id").asLong());
        if (!ended.path("status").asText().equals("completed")) {
            throw new IOException("The run ended as " + ended);
        }
        return ended;
    }

    double metric(JsonNode run, String name) throws IOException {
        for (var metric :
                lab.get("/benchmark-runs/%d/metrics".formatted(run.path("id").asLong()))) {
            if (metric.path("metric_name").asText().equals(name)) {
                return metric.path("value").asDouble();
            }
        }
        throw new IOException("The run has no metric " + name);
    }
}
