package io.llmlab.alert;

import static io.llmlab.alert.Lab.PATIENCE;
import static io.llmlab.alert.Lab.alertsOf;
import static io.llmlab.alert.Lab.awaitAlerts;
import static io.llmlab.alert.Lab.model;
import static io.llmlab.alert.Lab.timeline;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.llmlab.alert.Lab.ModelUnderTest;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a model's runs cost together, while time passes.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class CostAnomalyTest {

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    Pool pool;

    private Runs runs;
    private SettableClock clock;

    @BeforeEach
    void noonOfADay() {
        runs = new Runs(bootstrapServers);
        clock = SettableClock.installed();
        var now = clock.instant();
        clock.advance(Duration.between(now, now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(36))));
    }

    @Test
    void firesOnARiseAgainstTheWindowBeforeAndEndsByItselfWithTime() {
        var model = model();
        rule(model, Map.of("cost_increase_threshold", 0.5, "time_window_hours", 24));
        history(model, 49, 1.0);
        history(model, 40, 4.0);
        history(model, 20, 4.0);
        run(model, "mmlu", 2.0);
        run(model, "gsm8k", 1.0);

        var alerts = awaitAlerts(model, 1);
        var alert = alerts.getLong("[0].id");
        assertThat(alerts.getString("[0].alert_type")).isEqualTo("cost_anomaly");
        assertThat(alerts.getString("[0].title"))
                .isEqualTo("Cost of %s rose by 75.0 %% in 24 hours".formatted(model.name()));
        assertThat(alerts.getDouble("[0].trigger_value")).isEqualTo(7);
        assertThat(alerts.getDouble("[0].baseline_value")).isEqualTo(4);

        // The run of 20 hours ago leaves the window and joins the one before.
        clock.advance(Duration.ofHours(5));
        await().atMost(PATIENCE).until(() -> status(alert), is("resolved"));
        assertThat(timeline(alert).getList("kind", String.class)).containsOnlyOnce("opened", "resolved");
        given().get("/alerts/" + alert).then().body("occurrences", is(1));
    }

    @Test
    void firesOnABudgetUntilTheDayIsOver() {
        var model = model();
        rule(model, Map.of("budget_per_day", 5));
        var first = run(model, "gsm8k", 3.0);
        var second = run(model, "mmlu", 3.0);
        var alert = awaitAlerts(model, 1).getLong("[0].id");
        assertThat(alertsOf(model).getLong("[0].run_id")).isEqualTo(second).isNotEqualTo(first);

        clock.advance(Duration.ofHours(11));
        // The clock of this model's reviews is due at each full hour.
        await().atMost(PATIENCE).until(() -> reviewsDue(model), is(0L));
        assertThat(status(alert)).isEqualTo("active");

        clock.advance(Duration.ofHours(1));
        await().atMost(PATIENCE).until(() -> status(alert), is("resolved"));
        assertThat(alertsOf(model).getString("[0].resolution_notes")).contains("within its budget of 5.00 USD a day");
        await().atMost(PATIENCE).until(() -> reviews(model), is(0L));
    }

    @Test
    void leavesAnExcludedRunOutAndTakesARunThatComesAgainOnce() {
        var model = model();
        rule(model, Map.of("budget_per_day", 5));
        var cheap = Map.of("total_cost", 3.0, "timestamp", clock.instant().toString());
        var one = runs.ended(model, "gsm8k", cheap);
        runs.again(one, model, "gsm8k", cheap);
        var other = runs.ended(model, "after-it", cheap);
        var alert = awaitAlerts(model, 1).getLong("[0].id");
        given().get("/alerts/" + alert).then().body("run_id", is((int) other)).body("trigger_value", is(6.0f));

        runs.excluded(one, model, "gsm8k", cheap);

        await().atMost(PATIENCE).until(() -> status(alert), is("resolved"));
        assertThat(alertsOf(model).getString("[0].resolution_notes")).contains("cost 3.00 USD on");
    }

    @Test
    void keepsAnAlertThatRestsOnMoreThanTheExcludedRun() {
        var model = model();
        run(model, "gsm8k", 6.0);
        await().atMost(PATIENCE).until(() -> kept(model), is(1L));
        rule(model, Map.of("budget_per_day", 5));
        var costs = Map.of("total_cost", 1.0, "timestamp", clock.instant().toString());
        var last = runs.ended(model, "gsm8k", costs);
        var alert = awaitAlerts(model, 1).getLong("[0].id");
        assertThat(alertsOf(model).getLong("[0].run_id")).isEqualTo(last);

        runs.excluded(last, model, "gsm8k", costs);
        runs.missed(model, "after-it", clock.instant());

        assertThat(awaitAlerts(model, 2).getString("find { it.id == %d }.status".formatted(alert)))
                .isEqualTo("active");
    }

    private long run(ModelUnderTest model, String dataset, double cost) {
        return runs.ended(
                model,
                dataset,
                Map.of("total_cost", cost, "timestamp", clock.instant().toString()));
    }

    /// A run that came together with later ones.
    private void history(ModelUnderTest model, int hoursAgo, double cost) {
        var at = clock.instant().minus(Duration.ofHours(hoursAgo)).toString();
        runs.ended(model, "gsm8k", Map.of("total_cost", cost, "timestamp", at, "history", true));
    }

    private static void rule(ModelUnderTest model, Map<String, ?> conditions) {
        Lab.post(
                        "/alert-rules",
                        Map.of(
                                "rule_id",
                                "cost-" + model.id(),
                                "alert_type",
                                "cost_anomaly",
                                "severity",
                                "warning",
                                "conditions",
                                conditions,
                                "matchers",
                                List.of(Map.of("name", "model", "value", model.name()))))
                .statusCode(201);
    }

    private static String status(long alert) {
        return given().get("/alerts/" + alert).jsonPath().getString("status");
    }

    private long reviews(ModelUnderTest model) {
        return count("select count(*) from timer where kind = 'REVIEW_COSTS' and key like $1", model.id() + "@%");
    }

    private long reviewsDue(ModelUnderTest model) {
        return count(
                "select count(*) from timer where kind = 'REVIEW_COSTS' and key like $1 and due_at <= '%s'"
                        .formatted(clock.instant()),
                model.id() + "@%");
    }

    private long kept(ModelUnderTest model) {
        return count("select count(*) from recent_run where model_id::text = $1", Long.toString(model.id()));
    }

    private long count(String sql, String parameter) {
        return pool.preparedQuery(sql)
                .executeAndAwait(Tuple.of(parameter))
                .iterator()
                .next()
                .getLong(0);
    }
}
