package io.llmlab.gateway.page.stub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.gateway.page.stub.StubServer.Call;
import io.llmlab.gateway.page.stub.StubServer.StubProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Data sets, and the registering and checking of models.
final class StubSettings {

    private final StubMonth month;
    private final List<ObjectNode> datasets = new ArrayList<>();

    StubSettings(StubMonth month) {
        this.month = month;
        datasets.add(dataset("gsm8k", 1319));
        datasets.add(dataset("truthful-qa", 817));
    }

    void install(StubServer server) {
        server.on("GET", "/datasets", _ -> datasets);
        server.on("POST", "/datasets", this::upload);
        server.on("POST", "/models", this::register);
        server.on("POST", "/models/{}/check", call -> call.id() == 1 ? answered() : unanswered());
        server.on(
                "PUT",
                "/models/{}",
                call -> month.models.get((int) call.id() - 1).setAll((ObjectNode) call.body()));
    }

    private ObjectNode dataset(String name, int items) {
        return StubServer.JSON
                .createObjectNode()
                .put("name", name)
                .put("version", "3f786850e387")
                .put("item_count", items)
                .put("format", "jsonl")
                .put("created_at", month.daysAgo(40).toString());
    }

    private static Object answered() {
        return Map.of(
                "ok",
                true,
                "status",
                200,
                "latency_ms",
                412.5,
                "remote_name",
                "gpt-x",
                "model_resolved",
                "gpt-x-2026-11-20",
                "answer",
                "OK",
                "cost",
                .00002);
    }

    private static Object unanswered() {
        return Map.of(
                "ok",
                false,
                "status",
                401,
                "latency_ms",
                88.0,
                "error",
                "answered 401: check the key in the environment");
    }

    private Object upload(Call call) throws StubProblem {
        try {
            var lines = new String(call.body().binaryValue(), java.nio.charset.StandardCharsets.UTF_8).strip();
            if (!lines.startsWith("{")) {
                throw new StubProblem(422, "Line 1 is no JSON object");
            }
            var dataset = dataset(call.query("name"), lines.split("\n").length);
            datasets.add(dataset);
            return dataset;
        } catch (java.io.IOException unreadable) {
            throw new StubProblem(400, "The body cannot be read");
        }
    }

    private Object register(Call call) throws StubProblem {
        var name = call.body().path("name").asText();
        if (month.models.stream().anyMatch(model -> model.path("name").asText().equals(name))) {
            throw new StubProblem(409, "There is a model '%s' already".formatted(name));
        }
        var model =
                ((ObjectNode) call.body()).put("id", month.models.size() + 1).put("active", true);
        month.models.add(model);
        return model;
    }
}
