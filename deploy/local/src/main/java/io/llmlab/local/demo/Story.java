package io.llmlab.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.local.replay.Latency;
import io.llmlab.local.replay.Recording;
import io.llmlab.local.replay.ReplayServer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/// A model that answers worse from one day to the next, and how its owners hear of it.
final class Story {

    private static final String DATASET = "word-problems";
    private static final String RULE = "/alert-rules/performance_regression_critical";
    private static final String HERO = "atlas-large";
    private static final String IMPOSTOR = "atlas-small";
    private static final int DAYS = 30;
    private static final int SUBSET = 120;
    private static final int STEADY_RUNS = 7;
    private static final int WORSE_RUNS = 3;
    private static final Duration RUN_PATIENCE = Duration.ofMinutes(3);
    private static final Duration ALERT_PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(200);

    /// An invented model: its price and its pace.
    ///
    /// @param inputPrice of a token, in dollars
    /// @param medianMs latency, in milliseconds
    private record Character(String name, double inputPrice, double medianMs) {}

    private static final List<Character> CHARACTERS = List.of(
            new Character(HERO, 3e-6, 160),
            new Character("atlas-medium", 1e-6, 110),
            new Character(IMPOSTOR, 2e-7, 70));

    private final Narrator narrator;
    private final LabClient lab;
    private final ReplayServer replay;
    private final WebhookSink onCall;
    private final Recording recording;

    Story(Narrator narrator, LabClient lab, ReplayServer replay, WebhookSink onCall, Recording recording) {
        this.narrator = narrator;
        this.lab = lab;
        this.replay = replay;
        this.onCall = onCall;
        this.recording = recording;
    }

    /// Tells it to its end.
    ///
    /// @return the alert
    /// @throws DemoException if it does not come to that
    JsonNode tell() throws IOException {
        setUp();
        registerModels();
        var firstRuns = runEachOnce();
        pushHistory(firstRuns);
        sendAlertsToOnCall();
        steadyRuns();
        var lastRun = makeWorse();
        return awaitAlert(lastRun.path("model_id").asLong());
    }

    private void setUp() throws IOException {
        narrator.chapter("A benchmark and three models");
        try (var questions = DemoData.questions()) {
            var dataset = lab.upload("/datasets?name=" + DATASET, questions.readAllBytes());
            narrator.say("Uploaded the data set %s: %s questions.", DATASET, dataset.path("item_count"));
        }
        narrator.say("The models live behind an OpenAI-compatible endpoint at %s,", replay.baseUrl());
        narrator.say("which replays recorded answers.");
    }

    private void registerModels() {
        for (var character : CHARACTERS) {
            replay.change(
                    character.name(),
                    behaviour -> behaviour.taking(Latency.logNormal(character.medianMs(), character.medianMs() * 2)));
            var model = lab.post("/models", registration(character));
            narrator.say(
                    "Registered %s (model %d), recorded as right on %.1f %% of all questions.",
                    character.name(), model.path("id").asLong(), 100 * recording.accuracy(character.name()));
        }
    }

    private Map<String, Object> registration(Character character) {
        return Map.of(
                "name",
                character.name(),
                "provider",
                "custom",
                "version",
                "1",
                "base_url",
                replay.baseUrl(),
                "cost_per_input_token",
                character.inputPrice(),
                "cost_per_output_token",
                character.inputPrice() * 4);
    }

    private Map<String, JsonNode> runEachOnce() {
        narrator.chapter("The first run of each: %d questions, drawn at random".formatted(SUBSET));
        var runs = new LinkedHashMap<String, JsonNode>();
        CHARACTERS.forEach(character -> runs.put(character.name(), run(character.name())));
        return runs;
    }

    private void pushHistory(Map<String, JsonNode> firstRuns) {
        narrator.chapter("A past: %d days of nightly runs, as if they had been there all the time".formatted(DAYS));
        var history = new History(1, Clock.systemUTC().instant(), DAYS);
        firstRuns.forEach((model, like) -> {
            history.of(model, like, recording.accuracy(model)).forEach(run -> lab.post("/benchmark-runs/results", run));
            narrator.say("%s: %d runs pushed (POST /benchmark-runs/results).", model, DAYS);
        });
    }

    private void sendAlertsToOnCall() {
        narrator.chapter("Who wants to know");
        lab.put("/notification-channels/webhook", Map.of("config", Map.of("url", onCall.url())));
        lab.put(RULE, Map.of("notification_channels", List.of("webhook")));
        narrator.say("The rule performance_regression_critical calls a webhook of this demo, %s.", onCall.url());
    }

    private void steadyRuns() {
        narrator.chapter("A few days as always");
        for (var day = 0; day < STEADY_RUNS; day++) {
            var _ = run(HERO);
        }
        narrator.say("Nobody was disturbed: %d calls to the webhook.", onCall.count());
    }

    private JsonNode makeWorse() {
        narrator.chapter("The provider changes something, and tells nobody");
        replay.change(HERO, behaviour -> behaviour.answeringAs(IMPOSTOR));
        narrator.say("From now on %s answers as %s would. This did it:", HERO, IMPOSTOR);
        narrator.show("curl -X POST %s/control -d '{\"model\": \"%s\", \"answers_as\": \"%s\"}'"
                .formatted(replay.url(), HERO, IMPOSTOR));
        for (var day = 1; day < WORSE_RUNS; day++) {
            var _ = run(HERO);
        }
        return run(HERO);
    }

    private JsonNode awaitAlert(long modelId) {
        narrator.chapter("The alert");
        var alert = await(
                ALERT_PATIENCE,
                "There was no critical alert on the accuracy of " + HERO,
                () -> criticalAccuracyAlert(modelId));
        narrator.say("%s", alert.path("title").asText());
        alert.path("message").asText().lines().forEach(line -> narrator.say("  %s", line));
        var _ = await(ALERT_PATIENCE, "The webhook was not called", onCall::firstCall);
        narrator.say("The webhook was called, %d time%s.", onCall.count(), onCall.count() == 1 ? "" : "s");
        return alert;
    }

    private Optional<JsonNode> criticalAccuracyAlert(long modelId) {
        return StreamSupport.stream(
                        lab.get("/alerts?severity=critical&model_id=" + modelId).spliterator(), false)
                .filter(alert -> alert.path("metric_type").asText().equals("accuracy"))
                .findFirst();
    }

    /// Runs the benchmark and waits for its end.
    private JsonNode run(String model) {
        var config = Map.of("sample_size", SUBSET, "random", true, "scorer", "numeric", "concurrency", 16);
        var id = lab.post(
                        "/benchmark-runs",
                        Map.of("model_name", model, "dataset_name", DATASET, "benchmark_config", config))
                .path("id")
                .asLong();
        var run = await(RUN_PATIENCE, "Run %d did not end".formatted(id), () -> ended(id));
        if (!run.path("status").asText().equals("completed")) {
            throw new DemoException("Run %d is %s: %s"
                    .formatted(
                            id,
                            run.path("status").asText(),
                            run.path("error_message").asText()));
        }
        narrator.say(
                "run %-4d %-13s accuracy %5.1f %%   %4.0f ms   $%.4f",
                id,
                model,
                100 * run.path("accuracy").asDouble(),
                run.path("latency_ms").asDouble(),
                run.path("total_cost").asDouble());
        return run;
    }

    private Optional<JsonNode> ended(long id) {
        var run = lab.get("/benchmark-runs/" + id);
        return List.of("completed", "failed", "cancelled")
                        .contains(run.path("status").asText())
                ? Optional.of(run)
                : Optional.empty();
    }

    private static <T> T await(Duration patience, String failure, Supplier<Optional<T>> look) {
        var deadline = System.nanoTime() + patience.toNanos();
        for (var seen = look.get(); ; seen = look.get()) {
            if (seen.isPresent()) {
                return seen.get();
            }
            if (System.nanoTime() > deadline) {
                throw new DemoException("%s within %d seconds".formatted(failure, patience.toSeconds()));
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DemoException("Interrupted", interrupted);
        }
    }
}
