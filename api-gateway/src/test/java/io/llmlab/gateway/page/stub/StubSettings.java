package io.llmlab.gateway.page.stub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.gateway.page.stub.StubServer.Call;
import io.llmlab.gateway.page.stub.StubServer.StubProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Rules, channels, data sets and the registering of models.
final class StubSettings {

    private final StubMonth month;
    private final List<ObjectNode> rules = new ArrayList<>();
    private final List<ObjectNode> channels = new ArrayList<>();
    private final List<ObjectNode> datasets = new ArrayList<>();

    StubSettings(StubMonth month) {
        this.month = month;
        rules.add(rule("performance_regression_critical", "critical"));
        rules.add(rule("performance_regression", "warning"));
        rules.add(rule("benchmark_failure", "warning").put("alert_type", "benchmark_failure"));
        channels.add(channel("email", true));
        channels.add(channel("slack", false).put("missing", "webhook_url"));
        datasets.add(dataset("gsm8k", 1319));
        datasets.add(dataset("truthful-qa", 817));
    }

    void install(StubServer server) {
        server.on("GET", "/alert-rules", _ -> rules);
        server.on("PUT", "/alert-rules/{}", this::changeRule);
        server.on("GET", "/notification-channels", _ -> channels);
        server.on("PUT", "/notification-channels/{}", this::changeChannel);
        server.on("POST", "/notification-channels/{}/test", call -> {
            var works = channel(call).path("configured").asBoolean();
            return Map.of(
                    "channel",
                    call.part(0),
                    "delivered",
                    works,
                    "outcome",
                    works ? "sent" : "skipped",
                    "answer",
                    works ? "250 OK" : "not configured: webhook_url is missing");
        });
        server.on("GET", "/datasets", _ -> datasets);
        server.on("POST", "/datasets", this::upload);
        server.on("POST", "/models", this::register);
        server.on(
                "PUT",
                "/models/{}",
                call -> month.models.get((int) call.id() - 1).setAll((ObjectNode) call.body()));
    }

    private static ObjectNode rule(String id, String severity) {
        var rule = StubServer.JSON.createObjectNode();
        rule.put("rule_id", id)
                .put("name", id.replace('_', ' '))
                .put("description", "When a metric is worse than its baseline by more than chance")
                .put("alert_type", "performance_regression")
                .put("severity", severity)
                .put("enabled", true)
                .put("cooldown_minutes", 60)
                .put("remind_minutes", 1440);
        rule.putObject("conditions").put("min_change_percent", .1);
        rule.putArray("notification_channels").add("email").add("slack");
        rule.putArray("matchers");
        return rule;
    }

    private static ObjectNode channel(String name, boolean configured) {
        var channel = StubServer.JSON.createObjectNode();
        channel.put("name", name)
                .put("type", name)
                .put("enabled", true)
                .put("configured", configured)
                .put("reaches_people", configured);
        channel.putObject("config");
        channel.putArray("warnings");
        return channel;
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

    private ObjectNode channel(Call call) throws StubProblem {
        return named(channels, "name", call.part(0));
    }

    private Object changeRule(Call call) throws StubProblem {
        return named(rules, "rule_id", call.part(0)).setAll((ObjectNode) call.body());
    }

    private Object changeChannel(Call call) throws StubProblem {
        return channel(call).put("configured", true).setAll((ObjectNode) call.body());
    }

    private static ObjectNode named(List<ObjectNode> things, String key, String name) throws StubProblem {
        return things.stream()
                .filter(thing -> thing.path(key).asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new StubProblem(404, "There is no '%s'".formatted(name)));
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
