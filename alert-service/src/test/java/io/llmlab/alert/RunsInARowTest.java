package io.llmlab.alert;

import static io.llmlab.alert.Lab.PATIENCE;
import static io.llmlab.alert.Lab.alertsOf;
import static io.llmlab.alert.Lab.awaitAlerts;
import static io.llmlab.alert.Lab.model;
import static io.llmlab.alert.Lab.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.llmlab.alert.Lab.ModelUnderTest;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Rules that ask for several runs in a row.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class RunsInARowTest {

    private static final Instant NOW = Instant.now();

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private Runs runs;

    @BeforeEach
    void aRunner() {
        runs = new Runs(bootstrapServers);
    }

    @Test
    void firesOnTheLastOfSoManyFailures() {
        var model = model();
        var rule = rule(model, "benchmark_failure", Map.of("consecutive_failures", 3));

        failed(model, "gsm8k", minutesAgo(50));
        runs.ended(model, "gsm8k", Map.of("timestamp", minutesAgo(40)));
        var excluded = failed(model, "gsm8k", minutesAgo(30));
        runs.excluded(excluded, model, "gsm8k", Map.of("status", "failed", "timestamp", minutesAgo(30)));
        failed(model, "gsm8k", minutesAgo(20));
        runs.ended(model, "gsm8k", Map.of("status", "cancelled", "timestamp", minutesAgo(15)));
        failed(model, "gsm8k", minutesAgo(10));
        failed(model, "mmlu", minutesAgo(9));
        var third = failed(model, "gsm8k", minutesAgo(0));
        failed(model, "after-it", minutesAgo(0));

        // The rule that exists from the start opens one for each of the data sets.
        var alerts = awaitAlerts(model, 4);
        assertThat(alerts.getList("findAll { it.rule_id == '%s' }.dataset_name".formatted(rule)))
                .containsExactly("gsm8k");
        assertThat(alerts.getLong("find { it.rule_id == '%s' }.run_id".formatted(rule)))
                .isEqualTo(third);
        assertThat(alerts.getString("find { it.rule_id == '%s' }.title".formatted(rule)))
                .isEqualTo("3 runs of %s on gsm8k in a row failed".formatted(model.name()));
    }

    @Test
    void saysOnceThatAModelCannotBeReachedUntilARunReachesIt() {
        var model = model();

        var first = runs.missed(model, "gsm8k", NOW.minusSeconds(300));
        runs.missed(model, "mmlu", NOW.minusSeconds(200));
        runs.ended(model, "arc", Map.of("error_count", 100, "timestamp", minutesAgo(1)));
        awaitOccurrences(model, 3);
        // It was asked before the model was gone, and ended since.
        runs.ended(model, "long", Map.of("timestamp", minutesAgo(30)));
        var reached = runs.ended(model, "gsm8k", Map.of("timestamp", minutesAgo(0)));

        await().atMost(PATIENCE)
                .until(() -> alertsOf(model).getString("[0].status").equals("resolved"));
        var alerts = alertsOf(model);
        assertThat(alerts.getList("alert_type")).containsExactly("model_unavailable");
        assertThat(alerts.getLong("[0].run_id")).isEqualTo(first);
        assertThat(alerts.getString("[0].severity")).isEqualTo("critical");
        assertThat(alerts.getString("[0].title")).isEqualTo("%s cannot be reached".formatted(model.name()));
        assertThat(alerts.getString("[0].resolution_notes")).isEqualTo("Run %d on gsm8k reached it".formatted(reached));
    }

    @Test
    void endsThatRunsFailedOrLostSamplesWithTheNextGoodOneAndSaysSo() {
        var model = model();
        try (var receiver = new WebhookReceiver()) {
            Lab.webhook("good-again", receiver);
            put("/alert-rules/benchmark_failure", Map.of("notification_channels", List.of("good-again")))
                    .statusCode(200);
            failed(model, "gsm8k", minutesAgo(20));
            runs.ended(model, "mmlu", Map.of("error_count", 50, "timestamp", minutesAgo(19)));
            var alerts = awaitAlerts(model, 2);
            Lab.awaitDeliveries(alerts.getLong("find { it.dataset_name == 'gsm8k' }.id"));

            // It ended before the one that failed, and is told late.
            runs.ended(model, "gsm8k", Map.of("timestamp", minutesAgo(30)));
            runs.ended(model, "mmlu", Map.of("timestamp", minutesAgo(30)));
            // Not a word of it: it lost as many.
            runs.ended(model, "mmlu", Map.of("error_count", 50, "timestamp", minutesAgo(15)));
            await().atMost(PATIENCE)
                    .until(() -> alertsOf(model).getInt("find { it.dataset_name == 'mmlu' }.occurrences") == 2);
            assertThat(alertsOf(model).getList("status")).containsOnly("active");
            var end = runs.ended(model, "gsm8k", Map.of("timestamp", minutesAgo(10)));
            runs.ended(model, "mmlu", Map.of("error_count", 5, "timestamp", minutesAgo(9)));

            await().atMost(PATIENCE)
                    .until(() -> alertsOf(model).getList("status"), is(List.of("resolved", "resolved")));
            assertThat(alertsOf(model).getString("find { it.dataset_name == 'gsm8k' }.resolution_notes"))
                    .isEqualTo("Run %d got to its end".formatted(end));
            assertThat(alertsOf(model).getString("find { it.dataset_name == 'mmlu' }.resolution_notes"))
                    .startsWith("5.0 % of the samples of run");
            await().atMost(PATIENCE)
                    .until(() -> receiver.callsAbout(model.name()).size() == 2);
            assertThat(receiver.callsAbout(model.name()).getLast().body()).contains("alert.resolved");
        } finally {
            put("/alert-rules/benchmark_failure", Map.of("notification_channels", List.of("email", "console")))
                    .statusCode(200);
        }
    }

    @Test
    void tellsOfFailedRunsUntilSoManyMissedTheModel() {
        var model = model();
        put("/alert-rules/model_unavailable", Map.of("conditions", Map.of("consecutive_runs", 2)))
                .statusCode(200);

        runs.missed(model, "gsm8k", NOW.minusSeconds(300));
        var alerts = awaitAlerts(model, 1);
        assertThat(alerts.getString("[0].alert_type")).isEqualTo("benchmark_failure");
        runs.missed(model, "gsm8k", NOW.minusSeconds(200));
        alerts = awaitAlerts(model, 2);
        put("/alert-rules/model_unavailable", Map.of("conditions", Map.of())).statusCode(200);

        assertThat(alerts.getString("[0].alert_type")).isEqualTo("model_unavailable");
        assertThat(alerts.getList("occurrences", Integer.class)).containsOnly(1);
    }

    private static void awaitOccurrences(ModelUnderTest model, int count) {
        await().atMost(PATIENCE).until(() -> alertsOf(model).getList("occurrences", Integer.class), is(List.of(count)));
    }

    private long failed(ModelUnderTest model, String dataset, String at) {
        return runs.ended(model, dataset, Map.of("status", "failed", "timestamp", at));
    }

    private static String minutesAgo(int minutes) {
        return NOW.minus(Duration.ofMinutes(minutes)).toString();
    }

    /// A rule for one model only.
    ///
    /// @return its id
    private static String rule(ModelUnderTest model, String type, Map<String, ?> conditions) {
        var id = "in-a-row-" + model.id();
        Lab.post(
                        "/alert-rules",
                        Map.of(
                                "rule_id",
                                id,
                                "alert_type",
                                type,
                                "severity",
                                "warning",
                                "conditions",
                                conditions,
                                "matchers",
                                List.of(Map.of("name", "model", "value", model.name()))))
                .statusCode(201);
        return id;
    }
}
