package io.llmlab.e2e;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.llmlab.local.launch.LocalStack;
import io.llmlab.local.launch.Service;
import io.llmlab.local.launch.StackSettings;
import io.llmlab.local.server.Folders;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/// Each clock of the alert service is set to an hour. Then the service is killed twice, and thirty-five minutes pass
/// each time until it comes back.
final class ClockStory implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration AWAY = Duration.ofMinutes(35);
    private static final int HOUR = 60;

    private final LocalStack stack;
    private final Lab lab;
    private final AlertDatabase database;
    private final HttpServer receiver;
    private final List<JsonPath> calls = new CopyOnWriteArrayList<>();
    private final List<Moment> moments = new ArrayList<>();
    private final Set<String> models = new LinkedHashSet<>();
    private volatile boolean isBusy = true;

    /// What can be seen from outside.
    ///
    /// @param told the types of the messages about each model, in their order
    /// @param statuses of alerts by their model
    /// @param alerts how many each model has
    record Moment(
            Map<String, List<String>> told, Map<String, String> statuses, Map<String, Integer> alerts, long digests) {

        List<String> told(String model) {
            return told.getOrDefault(model, List.of());
        }
    }

    private ClockStory(LocalStack stack) throws IOException, SQLException {
        this.stack = stack;
        lab = new Lab(stack.gatewayUrl());
        database = new AlertDatabase(stack.databaseUrl(Service.ALERT));
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hook", exchange -> take(exchange, 204));
        receiver.createContext("/busy", exchange -> take(exchange, isBusy ? 503 : 204));
        receiver.start();
    }

    static ClockStory happened() throws Exception {
        var root = StackSettings.findRoot();
        var folder = root.resolve("deploy/e2e/target/clocks");
        Folders.delete(folder);
        var story = new ClockStory(LocalStack.start(Suite.settings(root, folder, Map.of())));
        try {
            story.happen();
            return story;
        } catch (Throwable failure) {
            story.close();
            throw failure;
        }
    }

    private void happen() throws Exception {
        begin();
        note();
        isBusy = false;
        isAwayFor(AWAY);
        runAgain("cooling");
        note();
        isAwayFor(AWAY);
        runAgain("cooling");
        note();
    }

    Moment before() {
        return moments.get(0);
    }

    Moment halfway() {
        return moments.get(1);
    }

    Moment after() {
        return moments.get(2);
    }

    /// The models and data sets of the last message about a model.
    List<String> lastAbout(String model) {
        return calls.stream()
                .filter(call -> model.equals(call.getString("data.model.name")))
                .toList()
                .getLast()
                .getList("data.items.dataset");
    }

    private void begin() throws Exception {
        channel("hook");
        channel("busy");
        lab.put("/alert-rules/benchmark_failure", Map.of("enabled", false)).statusCode(200);
        lab.put("/alert-rules/high_error_rate", Map.of("enabled", false)).statusCode(200);
        lab.put("/alert-rules/model_unavailable", Map.of("auto_resolve_minutes", HOUR))
                .statusCode(200);

        rule("grouped", List.of("hook"), Map.of("group_by", List.of("model"), "group_wait", HOUR * 60));
        fails("grouped", "first");
        fails("grouped", "second");

        rule("silenced", List.of("hook"), Map.of());
        lab.post("/silences", silence("silenced")).statusCode(201);
        fails("silenced", "any");

        rule("muted", List.of("hook"), Map.of());
        lab.post("/mute-times", muteTime("muted")).statusCode(201);
        fails("muted", "any");

        rule("inhibited", List.of("hook"), Map.of());
        isOut("inhibited");
        fails("inhibited", "any");

        rule("escalated", List.of(), Map.of("escalation_rules", escalation()));
        fails("escalated", "any");

        rule("reminded", List.of("hook"), Map.of("remind_minutes", HOUR));
        fails("reminded", "any");

        rule("snoozed", List.of("hook"), Map.of());
        fails("snoozed", "any");
        var until = Instant.now().plus(Duration.ofMinutes(HOUR)).toString();
        lab.put("/alerts/" + alertOf("snoozed"), Map.of("snoozed_until", until)).statusCode(200);

        rule("expired", List.of("hook"), Map.of("auto_resolve_minutes", HOUR));
        fails("expired", "any");

        rule("cooling", List.of("hook"), Map.of("cooldown_minutes", HOUR));
        fails("cooling", "any");
        lab.put("/alerts/" + alertOf("cooling"), Map.of("status", "resolved")).statusCode(200);

        rule("waiting", List.of("busy"), Map.of());
        fails("waiting", "any");

        lab.post("/notification-channels", Map.of("name", "diary", "type", "database"))
                .statusCode(201);
        lab.put(
                        "/notification-channels/diary/digest",
                        Map.of("cron", AlertDatabase.daily(inAnHour()), "time_zone", "UTC"))
                .statusCode(200);
    }

    private void channel(String name) {
        var url = "http://127.0.0.1:%d/%s".formatted(receiver.getAddress().getPort(), name);
        lab.post("/notification-channels", Map.of("name", name, "type", "webhook", "config", Map.of("url", url)))
                .statusCode(201);
    }

    /// Of the failures of one model, whose name it has.
    private void rule(String model, List<String> channels, Map<String, Object> further) {
        var rule = new HashMap<>(further);
        rule.put("rule_id", model);
        rule.put("alert_type", "benchmark_failure");
        rule.put("severity", "warning");
        rule.put("matchers", about(model));
        rule.put("notification_channels", channels);
        lab.post("/alert-rules", rule).statusCode(201);
    }

    private static List<Map<String, String>> about(String model) {
        return List.of(Map.of("name", "model", "value", model));
    }

    private static Map<String, Object> silence(String model) {
        var end = Instant.now().plus(Duration.ofMinutes(HOUR)).toString();
        return Map.of("matchers", about(model), "ends_at", end, "comment", "new weights", "created_by", "ada");
    }

    private static Map<String, Object> muteTime(String model) {
        var start = LocalTime.now(ZoneOffset.UTC);
        return Map.of(
                "name",
                "quiet hour",
                "matchers",
                about(model),
                "cron",
                AlertDatabase.daily(start),
                "duration_minutes",
                HOUR);
    }

    private static LocalTime inAnHour() {
        return LocalTime.now(ZoneOffset.UTC).plusMinutes(HOUR);
    }

    private static Map<String, Object> escalation() {
        return Map.of("steps", List.of(Map.of("after_minutes", HOUR, "channels", List.of("hook"))));
    }

    /// A run that fails, and the alert about it.
    private void fails(String model, String dataset) {
        var known = alertsOf(model, model).size();
        push(model, dataset, Map.of("status", "failed", "error_message", "out of memory"));
        await().atMost(PATIENCE).until(() -> alertsOf(model, model).size() == known + 1);
        models.add(model);
    }

    /// A run of which no request was answered.
    private void isOut(String model) {
        push(model, "any", Map.of("samples", List.of(Map.of("id", "1", "error", "Connection refused"))));
        await().atMost(PATIENCE)
                .until(() -> !alertsOf(model, "model_unavailable").isEmpty());
    }

    /// A run that fails, whatever becomes of it.
    private void runAgain(String model) {
        var run = push(model, "any", Map.of("status", "failed", "error_message", "out of memory"));
        await().atMost(PATIENCE).until(() -> database.knows(run));
    }

    private long push(String model, String dataset, Map<String, Object> further) {
        var run = new HashMap<>(further);
        run.put("model_name", model);
        run.put("dataset_name", dataset);
        return lab.post("/benchmark-runs/results", run)
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
    }

    private void isAwayFor(Duration time) throws SQLException {
        stack.kill(Service.ALERT.id());
        database.letPass(time);
        stack.start(Service.ALERT);
    }

    private void note() throws SQLException {
        await().atMost(PATIENCE).until(database::isIdle);
        var told = new HashMap<String, List<String>>();
        var statuses = new HashMap<String, String>();
        var counts = new HashMap<String, Integer>();
        for (var model : models) {
            told.put(
                    model,
                    calls.stream()
                            .filter(call -> model.equals(call.getString("data.model.name")))
                            .map(call -> call.getString("type"))
                            .toList());
            statuses.put(model, lab.get("/alerts/" + alertOf(model)).getString("status"));
            counts.put(model, alertsOf(model, model).size());
        }
        moments.add(new Moment(told, statuses, counts, database.kept("diary")));
    }

    /// The oldest of the model's rule.
    private long alertOf(String model) {
        return lab.get("/alerts?active_only=false&limit=200")
                .getLong("findAll { it.rule_id == '%s' }.collect { it.id }.min()".formatted(model));
    }

    /// Of one rule.
    private List<Map<String, Object>> alertsOf(String model, String rule) {
        return lab.get("/alerts?active_only=false&limit=200")
                .getList("findAll { it.rule_id == '%s' && it.title.contains('%s') }".formatted(rule, model));
    }

    private void take(HttpExchange exchange, int status) throws IOException {
        try (exchange) {
            var call = JsonPath.from(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            if (status == 503) {
                exchange.getResponseHeaders()
                        .set(
                                "Retry-After",
                                Long.toString(Duration.ofMinutes(HOUR).toSeconds()));
            } else {
                calls.add(call);
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    @Override
    public void close() throws SQLException {
        database.close();
        receiver.stop(0);
        stack.close();
    }
}
