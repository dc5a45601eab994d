package io.llmlab.alert;

import static io.llmlab.alert.Lab.PATIENCE;
import static io.llmlab.alert.Lab.awaitDeliveries;
import static io.llmlab.alert.Lab.model;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.llmlab.alert.Lab.Metric;
import io.llmlab.alert.WebhookReceiver.Answer;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// From a finding to what each kind of receiver gets, and takes.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class ReceiversTest {

    private static final Metric WORSE = Metric.accuracy(0.5625, 0.2168);
    private static final String ROUTING_KEY = "0123456789abcdef0123456789abcdef";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private Lab lab;

    @BeforeEach
    void open() {
        lab = new Lab(bootstrapServers);
    }

    @Test
    void sendsWhatAReceiverOfAlertmanagerTakes() {
        try (var receiver = new WebhookReceiver(AlertmanagerApi::answer)) {
            var model = model();
            var config = Map.of("url", receiver.url(), "headers", Map.of("Authorization", "Bearer t0ken"));

            var alert =
                    lab.tell("am", "alertmanager", config, model, WORSE, new Metric("latency", "p50", 100, 180, false));

            assertThat(Lab.status(alert, "am")).isEqualTo("sent");
            var call = receiver.callsAbout(model.name()).getFirst();
            assertThat(call.header("Authorization")).isEqualTo("Bearer t0ken");
            var message = JsonPath.from(call.body());
            assertThat(message.getList("alerts.labels.metric", String.class))
                    .containsExactly("p50", "overall_accuracy");
            assertThat(message.getString("alerts[0].labels.team")).isEqualTo("search");
            assertThat(message.getMap("groupLabels"))
                    .isEqualTo(Map.of("alertname", "rule-am", "dataset", "gsm8k", "model", model.name()));
            assertThat(message.getString("commonLabels.severity")).isEqualTo("warning");
            assertThat(message.getString("externalURL")).isEqualTo("https://lab.example.org");
            assertThat(message.getString("commonAnnotations.description"))
                    .contains("Suspect: model: none of 2 other models", "What changed: run_config.model_resolved");
            assertThat(message.getString("commonAnnotations.acknowledge_url"))
                    .startsWith("https://lab.example.org/acknowledge/");
        }
    }

    @Test
    void opensAnIncidentInPagerDutyByTheAlertsFingerprint() {
        try (var receiver = new WebhookReceiver(PagerDutyApi::answer).answering(Answer.of(429))) {
            var model = model();

            var alert = lab.tell("pd", "pagerduty", pagerDuty(receiver), model, WORSE);

            assertThat(Lab.status(alert, "pd")).isEqualTo("sent");
            assertThat(receiver.calls()).hasSize(2);
            var event = JsonPath.from(receiver.calls().getLast().body());
            assertThat(event.getString("event_action")).isEqualTo("trigger");
            assertThat(event.getString("dedup_key"))
                    .isEqualTo(given().get("/alerts/" + alert).jsonPath().getString("fingerprint"));
            assertThat(event.getString("payload.summary"))
                    .isEqualTo("overall_accuracy of %s on gsm8k fell by 61.5 %%".formatted(model.name()));
            assertThat(event.getString("payload.severity")).isEqualTo("warning");
            assertThat(event.getString("payload.component")).isEqualTo(model.name());
            assertThat(event.getString("payload.custom_details.Suspect")).startsWith("model: none of 2");
            assertThat(event.getList("links.text", String.class))
                    .containsExactly("Acknowledge", "Open alert", "Open run");
        }
    }

    @Test
    void resolvesTheIncidentWithTheAlert() {
        try (var receiver = new WebhookReceiver(PagerDutyApi::answer)) {
            var model = model();
            Lab.status(lab.tell("pd-over", "pagerduty", pagerDuty(receiver), model, WORSE), "pd-over");

            lab.cleared(model, "gsm8k", "s1", WORSE);

            await().atMost(PATIENCE).until(() -> receiver.calls().size() == 2);
            var opened = JsonPath.from(receiver.calls().getFirst().body());
            var over = JsonPath.from(receiver.calls().getLast().body());
            assertThat(over.getString("event_action")).isEqualTo("resolve");
            assertThat(over.getString("dedup_key")).isEqualTo(opened.getString("dedup_key"));
        }
    }

    /// What is acknowledged here must not go on paging there.
    @Test
    void acknowledgesAndResolvesTheIncidentAsPeopleDoWithTheAlert() {
        try (var receiver = new WebhookReceiver(PagerDutyApi::answer)) {
            var alert = lab.tell("pd-hand", "pagerduty", pagerDuty(receiver), model(), WORSE);
            Lab.status(alert, "pd-hand");

            Lab.put("/alerts/" + alert, Map.of("status", "acknowledged", "acknowledged_by", "ada"))
                    .statusCode(200);
            await().atMost(PATIENCE).until(() -> receiver.calls().size() == 2);
            Lab.put("/alerts/" + alert, Map.of("status", "resolved", "resolved_by", "ada"))
                    .statusCode(200);
            await().atMost(PATIENCE).until(() -> receiver.calls().size() == 3);

            assertThat(receiver.calls())
                    .extracting(call -> JsonPath.from(call.body()).getString("event_action"))
                    .containsExactly("trigger", "acknowledge", "resolve");
            assertThat(receiver.calls())
                    .extracting(call -> JsonPath.from(call.body()).getString("dedup_key"))
                    .containsOnly(given().get("/alerts/" + alert).jsonPath().getString("fingerprint"));
            assertThat(Lab.timeline(alert).getList("findAll { it.kind == 'planned' }.details.news"))
                    .containsExactly("resolved", "acknowledged", "opened");
        }
    }

    /// People who are told of an alert need not be told that one of them has it in hand.
    @Test
    void tellsOfWhatPeopleDoOnlyWhoKeepsAlertsOfTheirOwn() {
        try (var machine = new WebhookReceiver(AlertmanagerApi::answer);
                var person = new WebhookReceiver()) {
            Lab.webhook("person", person);
            Lab.channel("am-hand", "alertmanager", Map.of("url", machine.url()));
            var model = model();
            Lab.rule(model, "hand", "am-hand", "person");
            lab.found(model, "gsm8k", WORSE);
            var alert = Lab.alertOf(model, "hand");
            awaitDeliveries(alert);

            Lab.put("/alerts/" + alert, Map.of("status", "acknowledged")).statusCode(200);
            Lab.put("/alerts/" + alert, Map.of("status", "resolved")).statusCode(200);

            await().atMost(PATIENCE).until(() -> machine.calls().size() == 2);
            assertThat(machine.calls())
                    .extracting(call -> JsonPath.from(call.body()).getString("status"))
                    .containsExactly("firing", "resolved");
            assertThat(person.calls()).hasSize(1);
        }
    }

    @Test
    void doesNotRepeatWhatPagerDutyCallsInvalid() {
        try (var receiver = new WebhookReceiver(_ -> new Answer(400, Map.of(), "{\"status\":\"invalid event\"}"))) {
            var alert = lab.tell("pd-400", "pagerduty", pagerDuty(receiver), model(), WORSE);

            assertThat(Lab.status(alert, "pd-400")).isEqualTo("failed");
            assertThat(receiver.calls()).hasSize(1);
        }
    }

    @Test
    void resolvesTheIncidentOfATest() {
        try (var receiver = new WebhookReceiver(PagerDutyApi::answer)) {
            Lab.channel("pd-test", "pagerduty", pagerDuty(receiver));

            given().post("/notification-channels/pd-test/test")
                    .then()
                    .body("delivered", equalTo(true))
                    .body("answer", containsString("Event processed"));

            assertThat(receiver.calls())
                    .extracting(call -> JsonPath.from(call.body()).getString("event_action"))
                    .containsExactly("trigger", "resolve");
            assertThat(receiver.calls())
                    .extracting(call -> JsonPath.from(call.body()).getString("dedup_key"))
                    .allMatch(JsonPath.from(receiver.calls().getFirst().body()).getString("dedup_key")::equals);
        }
    }

    @Test
    void showsACardInTeams() {
        try (var receiver = new WebhookReceiver(TeamsApi::answer)) {
            var model = model();

            var alert = lab.tell("teams", "teams", Map.of("webhook_url", receiver.url()), model, WORSE);

            assertThat(Lab.status(alert, "teams")).isEqualTo("sent");
            var card = JsonPath.from(receiver.calls().getFirst().body()).setRootPath("attachments[0].content");
            assertThat(card.getString("body[0].text")).startsWith("[WARNING] overall_accuracy of " + model.name());
            assertThat(card.getString("body[0].color")).isEqualTo("Warning");
            assertThat(card.getList("body.find { it.type == 'FactSet' }.facts.title", String.class))
                    .contains("Suspect", "Began with", "Last good run", "What changed", "What else moved");
            assertThat(card.getList("actions.title", String.class))
                    .containsExactly("Acknowledge", "Open alert", "Open run");
        }
    }

    @Test
    void showsBlocksInSlackAndTakesOnlyItsAnswerForOne() {
        try (var receiver = new WebhookReceiver(SlackApi::answer)
                .answering(new Answer(200, Map.of(), "<html>Please log in</html>"))) {
            var model = model();

            var alert = lab.tell("sl", "slack", Map.of("webhook_url", receiver.url()), model, WORSE);

            var deliveries = awaitDeliveries(alert);
            assertThat(deliveries.getList("find { it.channel == 'sl' }.attempts.outcome", String.class))
                    .containsExactly("failed", "sent");
            assertThat(receiver.calls().getLast().body())
                    .contains(
                            "*Suspect:* model: none of 2 other models",
                            "\"Acknowledge\"",
                            "\"Open alert\"",
                            "\"Open run\"");
        }
    }

    @Test
    void showsTheSeriesInALetter() throws Exception {
        var model = model();

        var alert = lab.tell("letter", "email", Map.of("to_emails", List.of("ops@example.org")), model, WORSE);

        assertThat(Lab.status(alert, "letter")).isEqualTo("sent");
        var letter = MailServer.lettersAbout(model.name()).stream()
                .filter(sent -> to(sent).contains("ops@example.org"))
                .findFirst()
                .orElseThrow();
        var parts = leaves(letter);
        assertThat(parts).extracting(ReceiversTest::type).containsExactly("text/plain", "text/html", "image/png");
        assertThat((String) parts.get(1).getContent())
                .contains("cid:chart", ">Acknowledge</a>", "https://lab.example.org/acknowledge/");
        assertThat(parts.get(2).getHeader("Content-ID")).containsExactly("<chart>");
        assertThat(parts.get(2).getDisposition()).isEqualTo("inline");
        assertThat(ImageIO.read(parts.get(2).getInputStream()).getWidth()).isEqualTo(1120);
    }

    private static String to(MimeMessage letter) {
        try {
            return letter.getHeader("To", ",");
        } catch (MessagingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static String type(Part part) {
        try {
            return part.getContentType().replaceFirst(";.*", "").strip();
        } catch (MessagingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static List<Part> leaves(Part part) throws MessagingException, IOException {
        if (!(part.getContent() instanceof Multipart all)) {
            return List.of(part);
        }
        var leaves = new ArrayList<Part>();
        for (int place = 0; place < all.getCount(); place++) {
            leaves.addAll(leaves(all.getBodyPart(place)));
        }
        return leaves;
    }

    private static Map<String, Object> pagerDuty(WebhookReceiver receiver) {
        return Map.of("routing_key", ROUTING_KEY, "url", receiver.url());
    }
}
