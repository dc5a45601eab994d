package io.llmlab.gateway.page.stub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.gateway.page.stub.StubServer.Call;
import io.llmlab.gateway.page.stub.StubServer.StubProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Rules, and what they would have fired on: three times, unless they ask for more than half.
final class StubRules {

    private final StubMonth month;
    private final List<ObjectNode> rules = new ArrayList<>();

    StubRules(StubMonth month) {
        this.month = month;
        rules.add(rule("performance_regression_critical", "performance_regression", "critical"));
        rules.add(rule("performance_regression", "performance_regression", "warning"));
        rules.add(rule("benchmark_failure", "benchmark_failure", "warning"));
        rules.add(rule("cost_anomaly", "cost_anomaly", "warning"));
        rules.get(0).putObject("conditions").put("change_percent_threshold", .1);
        rules.get(3).putObject("conditions").put("budget_per_day", 5);
    }

    void install(StubServer server) {
        server.on("GET", "/alert-rules", _ -> rules);
        server.on("POST", "/alert-rules/preview", this::preview);
        server.on("POST", "/alert-rules", this::create);
        server.on("PUT", "/alert-rules/{}", call -> named(call).setAll((ObjectNode) call.body()));
        server.on("DELETE", "/alert-rules/{}", call -> Map.of("gone", rules.remove(named(call))));
    }

    private static ObjectNode rule(String id, String type, String severity) {
        var rule = StubServer.JSON.createObjectNode();
        rule.put("rule_id", id)
                .put("name", id.replace('_', ' '))
                .put("description", "When a metric is worse than its baseline by more than chance")
                .put("alert_type", type)
                .put("severity", severity)
                .put("enabled", true)
                .put("cooldown_minutes", 60)
                .put("remind_minutes", 1440);
        rule.putObject("conditions");
        rule.putArray("notification_channels").add("email").add("slack");
        rule.putArray("matchers");
        return rule;
    }

    private Object create(Call call) throws StubProblem {
        if (rules.stream()
                .anyMatch(rule -> rule.path("rule_id").equals(call.body().path("rule_id")))) {
            throw new StubProblem(409, "There is an alert rule already");
        }
        rules.add((ObjectNode) call.body());
        return call.body();
    }

    private Object preview(Call call) throws StubProblem {
        var conditions = call.body().path("conditions");
        if (conditions.has("colour")) {
            throw new StubProblem(422, "/conditions/colour is not known here");
        }
        var many = conditions.path("change_percent_threshold").asDouble() > .5 ? 0 : 3;
        var preview = StubServer.JSON.createObjectNode();
        preview.put("since", month.daysAgo(30).toString())
                .put("until", month.now.toString())
                .put("asked", 45)
                .put("unknown", 0)
                .put("complete", true)
                .put("fired", many)
                .put("alerts", Math.min(many, 2));
        var firings = preview.putArray("firings");
        IntStream.range(0, many).forEach(index -> firings.add(firing(index)));
        return preview;
    }

    private ObjectNode firing(int index) {
        return StubServer.JSON
                .createObjectNode()
                .put("at", month.daysAgo(StubMonth.DROP_DAYS_AGO + 3 * index).toString())
                .put("run_id", month.onsetRun())
                .put("model_id", StubMonth.DROPPED_MODEL)
                .put("model_name", "gpt-x")
                .put("dataset_name", StubMonth.DROPPED_DATASET)
                .put("metric_type", "accuracy")
                .put("metric_name", "overall_accuracy")
                .put("title", "overall_accuracy of gpt-x on gsm8k fell by 11.5 %")
                .put("change_percent", -.115)
                .put("opens", index > 0);
    }

    private ObjectNode named(Call call) throws StubProblem {
        return rules.stream()
                .filter(rule -> rule.path("rule_id").asText().equals(call.part(0)))
                .findFirst()
                .orElseThrow(() -> new StubProblem(404, "There is no alert rule " + call.part(0)));
    }
}
