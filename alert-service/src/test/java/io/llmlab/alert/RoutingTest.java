package io.llmlab.alert;

import static io.llmlab.alert.Lab.PATIENCE;
import static io.llmlab.alert.Lab.alertOf;
import static io.llmlab.alert.Lab.model;
import static io.llmlab.alert.Lab.post;
import static io.llmlab.alert.Lab.timeline;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llmlab.alert.Lab.Metric;
import io.llmlab.alert.Lab.ModelUnderTest;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who is told of an alert whose rule names nobody.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class RoutingTest {

    private static final Metric WORSE = Metric.accuracy(0.5, 0.44);
    private static final Metric SLOWER = new Metric("latency", "avg_latency_ms", 100, 180, false);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private Lab lab;
    private final WebhookReceiver quality = new WebhookReceiver();
    private final WebhookReceiver everything = new WebhookReceiver();

    @BeforeEach
    void open() {
        lab = new Lab(bootstrapServers);
    }

    @AfterEach
    void close() {
        quality.close();
        everything.close();
        given().get("/routes").jsonPath().getList("id", Long.class).forEach(id -> given().delete("/routes/" + id));
    }

    @Test
    void goesWhereTheRoutesSayWhichTheTimelineNames() {
        var model = model();
        Lab.webhook("quality-team", quality);
        Lab.webhook("everybody", everything);
        Lab.rule(model, "unrouted");
        route(model, "quality", 1, true, "quality-team", Map.of("name", "metric", "value", "overall_accuracy"));
        route(model, "the rest", 2, false, "everybody");

        lab.found(model, "gsm8k", WORSE, SLOWER);
        var alert = alertOf(model, "unrouted");

        await().atMost(PATIENCE)
                .until(() -> quality.calls().size() == 1 && everything.calls().size() == 1);
        assertThat(quality.calls().getFirst().body())
                .contains("overall_accuracy")
                .doesNotContain("avg_latency_ms");
        assertThat(everything.calls().getFirst().body()).contains("overall_accuracy", "avg_latency_ms");
        assertThat(timeline(alert).getList("findAll { it.kind == 'planned' }.details.route"))
                .containsExactlyInAnyOrder("the rest", "quality");
    }

    @Test
    void tellsNobodyWhereNoRouteFitsAndSaysSo() {
        var model = model();
        Lab.rule(model, "nowhere");
        route(model(), "of another model", 1, false, "console");

        lab.found(model, "gsm8k", WORSE);

        var held = timeline(alertOf(model, "nowhere")).getMap("find { it.kind == 'held' }");
        assertThat(held.get("reason")).isEqualTo("the rule names no channel, and no route fits");
        assertThat(held.get("details")).isEqualTo(Map.of("news", "opened"));
    }

    @Test
    void doesNotMatterToARuleThatNamesItsChannels() {
        var model = model();
        Lab.webhook("named", quality);
        Lab.webhook("routed", everything);
        Lab.rule(model, "named", "named");
        route(model, "not asked", 1, false, "routed", Map.of("name", "rule", "value", "named"));

        lab.found(model, "gsm8k", WORSE);

        await().atMost(PATIENCE).until(() -> quality.calls().size() == 1);
        assertThat(everything.calls()).isEmpty();
        assertThat(timeline(alertOf(model, "named")).getMap("find { it.kind == 'planned' }.details"))
                .doesNotContainKey("route");
    }

    @Test
    void tellsTheEndWhereTheBeginningWasTold() {
        var model = model();
        Lab.webhook("of-a-route", quality);
        Lab.rule(model, "routed-end");
        route(model, "until it is deleted", 1, false, "of-a-route");
        lab.found(model, "gsm8k", WORSE);
        await().atMost(PATIENCE).until(() -> quality.calls().size() == 1);
        Lab.awaitDeliveries(alertOf(model, "routed-end"));
        given().get("/routes").jsonPath().getList("id", Long.class).forEach(id -> given().delete("/routes/" + id));

        lab.cleared(model, "gsm8k", "s1", WORSE);

        await().atMost(PATIENCE).until(() -> quality.calls().size() == 2);
        assertThat(quality.calls().getLast().body()).contains("\"alert.resolved\"");
    }

    @SafeVarargs
    private static void route(
            ModelUnderTest model,
            String name,
            int position,
            boolean goesOn,
            String channel,
            Map<String, String>... further) {
        var matchers = new ArrayList<>(List.of(further));
        matchers.add(Map.of("name", "model", "value", model.name()));
        post(
                        "/routes",
                        Map.of(
                                "name",
                                name,
                                "position",
                                position,
                                "matchers",
                                matchers,
                                "channels",
                                List.of(channel),
                                "continue",
                                goesOn))
                .statusCode(201);
    }
}
