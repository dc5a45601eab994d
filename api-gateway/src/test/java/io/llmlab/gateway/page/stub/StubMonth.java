package io.llmlab.gateway.page.stub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/// Thirty days of four models on three data sets. `gpt-x` loses a tenth on gsm8k six days ago;
/// `mistral-z`, whose results are pushed, has been silent for five days; one run of `llama-local` fails,
/// one runs now.
final class StubMonth {

    static final long DROPPED_MODEL = 1;
    static final String DROPPED_DATASET = "gsm8k";
    static final int DROP_DAYS_AGO = 6;
    static final int LARGE_RUN_SAMPLES = 10_000;

    private static final int SILENT_MODEL = 4;
    private static final int DAYS = 30;
    private static final List<String> MODELS = List.of("gpt-x", "claude-y", "llama-local", "mistral-z");
    private static final List<String> PROVIDERS = List.of("openai", "anthropic", "local", "custom");
    private static final List<String> DATASETS = List.of("gsm8k", "truthful-qa", "code-eval");

    final Instant now = Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
    final List<ObjectNode> models = new ArrayList<>();

    /// Newest first.
    final List<ObjectNode> runs = new ArrayList<>();

    private final Random random = new Random(7);
    private long nextRun = 1000;

    StubMonth() {
        for (var index = 0; index < MODELS.size(); index++) {
            models.add(model(index));
        }
        for (var day = DAYS - 1; day >= 0; day--) {
            for (var model = 1; model <= MODELS.size(); model++) {
                for (var dataset = 0; dataset < DATASETS.size(); dataset++) {
                    addRun(model, dataset, day);
                }
            }
        }
        runs.add(unfinished("running", 3, "code-eval", Duration.ofMinutes(2)));
        runs.add(unfinished("failed", 3, "truthful-qa", Duration.ofHours(1)));
        runs.sort(Comparator.comparing((ObjectNode run) -> run.path("timestamp").asText())
                .thenComparing(run -> run.path("id").asLong())
                .reversed());
    }

    long onsetRun() {
        return ofDroppedPair()
                .filter(run -> at(run).isAfter(now.minus(Duration.ofDays(DROP_DAYS_AGO + 1))))
                .mapToLong(run -> run.path("id").asLong())
                .min()
                .orElseThrow();
    }

    long newestRun() {
        return ofDroppedPair().findFirst().orElseThrow().path("id").asLong();
    }

    ObjectNode run(long id) throws StubServer.StubProblem {
        return runs.stream()
                .filter(run -> run.path("id").asLong() == id)
                .findFirst()
                .orElseThrow(() -> new StubServer.StubProblem(404, "There is no run %d".formatted(id)));
    }

    Instant daysAgo(double days) {
        return now.minusSeconds((long) (days * 86_400));
    }

    private java.util.stream.Stream<ObjectNode> ofDroppedPair() {
        return runs.stream()
                .filter(run -> run.path("model_id").asLong() == DROPPED_MODEL
                        && run.path("dataset_name").asText().equals(DROPPED_DATASET)
                        && run.path("status").asText().equals("completed"));
    }

    private static Instant at(ObjectNode run) {
        return Instant.parse(run.path("timestamp").asText());
    }

    private ObjectNode model(int index) {
        var model = StubServer.JSON.createObjectNode();
        model.put("id", index + 1)
                .put("name", MODELS.get(index))
                .put("version", "2026-%02d".formatted(index + 6))
                .put("provider", PROVIDERS.get(index))
                .put("model_type", "chat")
                .put("active", true)
                .put("created_at", daysAgo(2 * DAYS).toString())
                .put("updated_at", daysAgo(2 * DAYS).toString())
                .put("base_url", "http://127.0.0.1:9/v1")
                .put("cost_per_input_token", 0.000001)
                .put("cost_per_output_token", 0.000004);
        return model;
    }

    private void addRun(int model, int dataset, int day) {
        if (model == SILENT_MODEL && (day < 5 || dataset == 2) || model == 3 && dataset == 0) {
            return;
        }
        var dropped = model == DROPPED_MODEL && dataset == 0 && day <= DROP_DAYS_AGO;
        var accuracy = .92 - .05 * model - .08 * dataset + random.nextGaussian() * .006 - (dropped ? .1 : 0);
        var run = begun(model, DATASETS.get(dataset), daysAgo(day + .1 + .01 * model));
        var large = dropped && day == 0;
        var items = large ? LARGE_RUN_SAMPLES : 1319;
        run.put("status", "completed")
                .put("accuracy", Math.round(accuracy * items) / (double) items)
                .put("latency_ms", 420 + 150 * model + random.nextGaussian() * 20 + (dropped ? 130 : 0))
                .put("total_cost", .4 * model + random.nextDouble() * .05)
                .put("total_tokens_input", 182_000)
                .put("total_tokens_output", 91_300)
                .put("sample_count", items)
                .put("error_count", 2)
                .put("duration_seconds", 312.4)
                .put("completed_at", run.path("timestamp").asText())
                .put("model_resolved", MODELS.get(model - 1) + (dropped ? "-2026-11-20" : "-2026-10-01"));
        run.putObject("fingerprint")
                .put("model_resolved", run.path("model_resolved").asText())
                .put("dataset", "3f786850e387")
                .put("scorer", "numeric");
        runs.add(run);
    }

    private ObjectNode begun(int model, String dataset, Instant at) {
        var run = StubServer.JSON.createObjectNode();
        run.put("id", nextRun++)
                .put("timestamp", at.toString())
                .put("created_at", at.toString())
                .put("error_count", 0)
                .put("model_id", model)
                .put("dataset_name", dataset)
                .put("dataset_version", "3f786850e387")
                .put("source", model == SILENT_MODEL ? "lm-eval" : "runner")
                .put("trigger_type", model == SILENT_MODEL ? "manual" : "scheduled")
                .put("scheduled_job_id", model == SILENT_MODEL ? null : "nightly-" + MODELS.get(model - 1))
                .put("measurable", true)
                .put("stream", "9f86d081884c7d65");
        run.putObject("run_config")
                .put("scorer", "numeric")
                .put("temperature", 0)
                .put("concurrency", 8);
        return run;
    }

    private ObjectNode unfinished(String status, int model, String dataset, Duration ago) {
        var run = begun(model, dataset, now.minus(ago)).put("status", status);
        if (status.equals("running")) {
            run.putObject("progress").put("done", 420).put("total", 1319);
        } else {
            run.put("error_message", "The endpoint answered 401: check the secret that api_key_ref names");
        }
        return run;
    }
}
