package io.llmlab.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llmlab.local.launch.Service;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Two processes each of the regression service, the alert service and the gateway share the work, and one of each is
/// lost in between: each model that got worse is one alert and one message, and both gateways tell of everything.
@Tag("full")
class PairsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final List<String> MODELS =
            IntStream.range(0, 12).mapToObj(n -> "shared model " + n).toList();
    private static final int NIGHTS = 13;

    /// `concurrency` of the two topics, in the services' own settings.
    private static final int CONSUMERS_OF_A_PROCESS = 2;

    /// What events about runs say, and no other.
    private static final String OF_A_RUN = "\"trigger_type\"";

    private static Pairs pairs;
    private static Lab lab;

    @BeforeAll
    static void start() throws Exception {
        pairs = Pairs.start();
        lab = pairs.lab();
    }

    @AfterAll
    static void stop() throws Exception {
        if (pairs != null) {
            pairs.close();
        }
    }

    @Test
    void shareTheWorkAndLoseAndRepeatNothingWhereOneOfEachIsLost() throws Exception {
        var streams = HttpClient.newHttpClient();
        try (var receivers = new Receivers()) {
            notify(receivers, "performance_regression_critical");
            notify(receivers, "performance_regression");
            var told = pairs.gateways().stream()
                    .map(gateway -> follow(streams, gateway))
                    .toList();
            awaitBoth("regression", "llmlab.run-completed.v1");
            awaitBoth("llmlab-alert", "llmlab.regression-found.v1");

            for (var night = 0; night < NIGHTS; night++) {
                pushAll(0.85 + night % 4 * 0.004);
            }
            var fell = MODELS.stream().collect(Collectors.toMap(model -> model, model -> push(model, 0.741)));
            pairs.lose(Service.REGRESSION);
            pairs.lose(Service.ALERT);
            pushAll(0.752);
            pushAll(0.738);

            await().atMost(PATIENCE).until(() -> alertsByModel(receivers).size() == MODELS.size());
            assertThat(alertsByModel(receivers).values())
                    .allSatisfy(alerts -> assertThat(alerts).hasSize(1));
            assertThat(told)
                    .allSatisfy(runs -> await().atMost(PATIENCE)
                            .untilAsserted(() -> assertThat(runs).containsAll(fell.values())));
        } finally {
            // Streams have no end of their own.
            streams.shutdownNow();
        }
    }

    /// The alerts that messages told of, by their model: whoever is lost between a message and its record sends it
    /// again.
    private static Map<String, Set<Integer>> alertsByModel(Receivers receivers) {
        var alerts = new HashMap<String, Set<Integer>>();
        for (var message : receivers.calls().stream().map(JsonPath::from).toList()) {
            for (var item : message.<Map<String, Object>>getList("data.items")) {
                var model = item.get("model") instanceof String own ? own : message.getString("data.model.name");
                alerts.computeIfAbsent(model, _ -> new HashSet<>()).add((Integer) item.get("alert_id"));
            }
        }
        return alerts;
    }

    private static void awaitBoth(String group, String topic) {
        await("both processes of %s have partitions of %s".formatted(group, topic))
                .atMost(PATIENCE)
                .until(() -> consumersAtWork(group, topic) > CONSUMERS_OF_A_PROCESS);
    }

    private static long consumersAtWork(String group, String topic) throws Exception {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, pairs.bootstrapServers()))) {
            var described =
                    admin.describeConsumerGroups(List.of(group)).all().get().values();
            return described.stream()
                    .flatMap(members -> members.members().stream())
                    .filter(member -> member.assignment().topicPartitions().stream()
                            .anyMatch(partition -> partition.topic().equals(topic)))
                    .count();
        }
    }

    /// The runs of which a gateway tells from now on.
    private static Set<Long> follow(HttpClient http, String gateway) {
        var runs = ConcurrentHashMap.<Long>newKeySet();
        var unused = http.sendAsync(
                        HttpRequest.newBuilder(URI.create(gateway + "/events")).build(), BodyHandlers.ofLines())
                .thenAccept(answer -> answer.body()
                        .filter(line -> line.startsWith("data:") && line.contains(OF_A_RUN))
                        .forEach(line -> runs.add(
                                JsonPath.from(line.substring("data:".length())).getLong("id"))));
        return runs;
    }

    private static void pushAll(double accuracy) {
        MODELS.forEach(model -> push(model, accuracy));
    }

    private static long push(String model, double accuracy) {
        return lab.post(
                        "/benchmark-runs/results",
                        Map.of(
                                "model_name",
                                model,
                                "dataset_name",
                                "nightly",
                                "metrics",
                                List.of(Map.of(
                                        "metric_type",
                                        "accuracy",
                                        "metric_name",
                                        "overall_accuracy",
                                        "value",
                                        accuracy,
                                        "sample_count",
                                        1000))))
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
    }

    private static void notify(Receivers receivers, String rule) {
        lab.put("/notification-channels/webhook", Map.of("config", Map.of("url", receivers.webhookUrl())))
                .statusCode(200);
        lab.put(
                        "/alert-rules/" + rule,
                        Map.of(
                                "notification_channels",
                                List.of("webhook"),
                                "matchers",
                                List.of(Map.of("name", "metric", "value", "overall_accuracy"))))
                .statusCode(200);
    }
}
