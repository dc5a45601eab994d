package io.llmlab.gateway.apply;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.llmlab.gateway.testing.StubOwner;
import io.llmlab.gateway.testing.StubOwner.Asked;
import io.llmlab.gateway.testing.StubOwners;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(StubOwners.Settings.class)
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
class ApplyTest {

    private static final RestAssuredConfig AS_IT_IS = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig()
                    .encodeContentTypeAs("application/yaml", ContentType.TEXT)
                    .appendDefaultContentCharsetToContentTypeIfUndefined(false));

    @RegisterExtension
    static final StubOwners owners = new StubOwners();

    private static final StubOwner runner = owners.runner();
    private static final StubOwner regression = owners.regression();
    private static final StubOwner alerts = owners.alerts();

    @BeforeEach
    void knowsAModel() {
        runner.answers("GET /models", 200, "[{\"id\": 4, \"name\": \"old\", \"provider\": \"openai\"}]");
    }

    private static final String RULE = """
            rules:
              - rule_id: fell
                alert_type: performance_regression
                severity: warning
                cooldown_minutes: 30
            """;

    @Test
    void makesWhatIsNotThere() {
        alerts.answers("POST /alert-rules", 201, "{}");

        apply("", RULE)
                .body("dry_run", equalTo(false))
                .body("created", equalTo(1))
                .body("results[0].kind", equalTo("rules"))
                .body("results[0].name", equalTo("fell"))
                .body("results[0].line", equalTo(2))
                .body("results[0].outcome", equalTo("created"))
                .body("results[0].difference.find { it.field == 'severity' }.before", nullValue())
                .body("results[0].difference.find { it.field == 'severity' }.after", equalTo("warning"));

        assertThat(bodies(alerts, "POST"))
                .containsExactly(
                        "{\"rule_id\":\"fell\",\"alert_type\":\"performance_regression\",\"severity\":\"warning\","
                                + "\"cooldown_minutes\":30}");
    }

    @Test
    void changesOnlyWhatDiffersAndNothingTheSecondTime() {
        alerts.answers("GET /alert-rules/fell", 200, rule(60))
                .answers("GET /alert-rules/fell", 200, rule(30))
                .answers("PUT /alert-rules/fell", 200, "{}");

        apply("", RULE)
                .body("changed", equalTo(1))
                .body("results[0].difference", hasSize(1))
                .body("results[0].difference[0].field", equalTo("cooldown_minutes"))
                .body("results[0].difference[0].before", equalTo(60))
                .body("results[0].difference[0].after", equalTo(30));
        apply("", RULE).body("unchanged", equalTo(1)).body("results[0].difference", hasSize(0));

        assertThat(bodies(alerts, "PUT")).containsExactly("{\"cooldown_minutes\":30}");
    }

    @Test
    void saysWhatWouldBeAndChangesNothing() {
        alerts.answers("GET /alert-rules/fell", 200, rule(60));

        apply("?dry_run=true", RULE + "datasets: [{name: new, items: [{id: a, prompt: p}]}]\n")
                .body("dry_run", equalTo(true))
                .body("changed", equalTo(1))
                .body("created", equalTo(1));

        assertThat(Stream.concat(alerts.asked().stream(), runner.asked().stream())
                        .map(Asked::method))
                .containsOnly("GET");
    }

    @Test
    void appliesTheRestWhereAnOwnerRefusesOne() {
        alerts.answers("POST /alert-rules", 422, "{\"detail\": \"/conditions/x: there is no such condition\"}")
                .answers("POST /routes", 201, "{}")
                .answers("GET /routes", 200, "[]");

        apply("", RULE + "routes:\n- name: all\n  channels: [email]\n")
                .body("failed", equalTo(1))
                .body("created", equalTo(1))
                .body("results[0].outcome", equalTo("failed"))
                .body("results[0].reason", equalTo("/conditions/x: there is no such condition"));
    }

    @Test
    void tellsWhatIsMissingToMakeOneAlsoInADryRun() {
        apply("?dry_run=true", "rules: [{rule_id: fell, cooldown_minutes: 5}]")
                .body("results[0].outcome", equalTo("failed"))
                .body("results[0].reason", containsString("alert_type, severity must be given"));
    }

    @Test
    void failsWhatItsOwnerCannotBeAskedFor() {
        regression.answers("GET /regression-detection/configs", 503, "{\"detail\": \"away\"}");

        apply("", "configurations: [{method: auto, metric_type: accuracy, metric_name: '*'}]")
                .body("failed", equalTo(1))
                .body("results[0].name", equalTo("auto accuracy * * *"))
                .body("results[0].reason", equalTo("away"));
    }

    @Test
    void neverShowsASecretAndFindsOutWhetherItIsAnother() {
        var channel = """
                channels:
                  - name: hook
                    type: webhook
                    config: {url: "https://example.org/new", secret: whsec_x, headers: {Authorization: t0ken}}
                """;
        alerts.answers("GET /notification-channels/hook", 200, """
                        {"name": "hook", "type": "webhook", "enabled": true, "secrets_set": ["secret"],
                         "config": {"url": "https://example.org/old"}}""")
                .answers("POST /internal/channel-secrets/hook", 200, "{\"differing\": [\"headers\", \"secret\"]}")
                .answers("PUT /notification-channels/hook", 200, "{}");

        apply("", channel)
                .body("changed", equalTo(1))
                .body("results[0].difference.field", equalTo(List.of("config.url", "config.headers", "config.secret")))
                .body("results[0].difference.find { it.field == 'config.secret' }.before", equalTo("***"))
                .body("results[0].difference.find { it.field == 'config.secret' }.after", equalTo("***"))
                .body("results[0].difference.find { it.field == 'config.headers' }.before", nullValue())
                .body(not(containsString("whsec_x")))
                .body(not(containsString("t0ken")));
        assertThat(bodies(alerts, "PUT")).containsExactly("""
                {"config":{"url":"https://example.org/new","secret":"whsec_x","headers":{"Authorization":"t0ken"}}}""");

        alerts.reset();
        apply("?dry_run=true", channel)
                .body("created", equalTo(1))
                .body(not(containsString("whsec_x")))
                .body(not(containsString("t0ken")));
    }

    @Test
    void changesTheAddressOfAChannelWhoseTypeTheFileLeavesOut() {
        alerts.answers("GET /notification-channels/hook", 200, """
                        {"name": "hook", "type": "webhook", "enabled": true, "secrets_set": [],
                         "config": {"url": "https://example.org/old"}}""")
                .answers("PUT /notification-channels/hook", 200, "{}");

        apply("", "channels: [{name: hook, config: {url: 'https://example.org/new'}}]")
                .body("changed", equalTo(1))
                .body("results[0].difference.field", equalTo(List.of("config.url")));
    }

    @Test
    void answersWhoDoesNotSayWhatTheFileIs() throws Exception {
        var address = URI.create("http://localhost:%d/apply".formatted(RestAssured.port));
        try (var client = HttpClient.newHttpClient()) {
            for (var body : List.of("", "{}")) {
                var request = HttpRequest.newBuilder(address)
                        .POST(BodyPublishers.ofString(body))
                        .build();

                assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                        .isBetween(400, 499);
            }
        }
    }

    @Test
    void findsAModelByItsNameAlsoForAConfiguration() {
        regression
                .answers("GET /regression-detection/configs", 200, """
                        [{"id": 9, "version": 2, "method": "auto", "metric_type": "accuracy", "metric_name": "acc",
                          "dataset_name": null, "model_id": 4, "alarm_rate": 0.002, "confirm_runs": 1}]""")
                .answers("PUT /regression-detection/configs/9", 200, "{}");

        apply("", """
                models: [{name: old, provider: openai}]
                ---
                configurations:
                - {method: auto, metric_type: accuracy, metric_name: acc, model_name: old, alarm_rate: 0.01}
                - {method: auto, metric_type: accuracy, metric_name: acc, model_name: nobody}
                """)
                .body("results.outcome", equalTo(List.of("unchanged", "changed", "failed")))
                .body("results[1].difference.field", equalTo(List.of("alarm_rate")))
                .body("results[2].reason", equalTo("there is no model nobody"));

        assertThat(bodies(regression, "PUT"))
                .singleElement()
                .satisfies(body -> assertThat(body)
                        .contains("\"model_id\":4")
                        .contains("\"alarm_rate\":0.01")
                        .contains("\"confirm_runs\":1")
                        .doesNotContain("model_name")
                        .doesNotContain("version"));
    }

    @Test
    void waitsUntilAnOwnerHasHeardOfANewModel() {
        regression
                .answers("GET /regression-detection/configs", 200, "[]")
                .answers("POST /regression-detection/configs", 422, """
                        {"detail": "/model_id: must be the id of a known model, or null for all, not 4",
                         "errors": [{"pointer": "/model_id", "detail": "must be the id of a known model"}]}""")
                .answers("POST /regression-detection/configs", 201, "{}");

        apply("", "configurations: [{method: auto, metric_type: accuracy, metric_name: acc, model_name: old}]")
                .body("created", equalTo(1));

        assertThat(bodies(regression, "POST")).hasSize(2);
    }

    @Test
    void uploadsADataSetWhoseContentIsAnother() {
        runner.answers("GET /datasets/same", 200, """
                        {"sha256": "2c624232cc5221c3df9b3c3a2a4c4bd3c9b2a3f0b93a7c8b7e5f1e1d2c3b4a59"}""").answers("POST /datasets", 201, "{}");

        apply("", "datasets:\n- name: same\n  content: |\n    {\"id\": \"a\", \"prompt\": \"p\", \"target\": \"t\"}\n")
                .body("results[0].outcome", equalTo("changed"))
                .body("results[0].difference[0].field", equalTo("sha256"));

        var upload = runner.asked().stream().filter(asked -> asked.method().equals("POST"));
        assertThat(upload).singleElement().satisfies(asked -> {
            assertThat(asked.uri()).isEqualTo("/datasets?name=same");
            assertThat(asked.headers()).containsEntry("content-type", "application/jsonl");
            assertThat(asked.body()).isEqualTo("{\"id\": \"a\", \"prompt\": \"p\", \"target\": \"t\"}\n");
        });
    }

    @Test
    void refusesNamesThatStandForSeveral() {
        alerts.answers("GET /routes", 200, "[{\"id\": 1, \"name\": \"all\"}, {\"id\": 2, \"name\": \"all\"}]");

        apply("", "routes: [{name: all, channels: [email]}]")
                .body("results[0].outcome", equalTo("failed"))
                .body("results[0].reason", containsString("2 of them have this name"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'rules: []\nrulez: []' | /rulez | line 2: there is no such kind; there are models, datasets",
                "'rules:\n- rule_id: a\n  sverity: info' | /rules/0/sverity | line 2: there is no such field",
                "'rules:\n- rule_id: a\n  severity: bad' | /rules/0/severity | line 2: must be one of critical",
                "'rules:\n- rule_id: a\n  enabled: sure' | /rules/0/enabled | line 2: must be of type boolean",
                "'rules:\n- rule_id: a\n  matchers:\n  - name: model\n    valu: x' | /rules/0/matchers/0/valu | line 4: there is no such field",
                "'rules:\n- severity: info' | /rules/0 | line 2: must have a rule_id",
                "'rules:\n- rule_id: a\n- rule_id: a' | /rules/1 | line 3: a is described twice",
                "'rules: {a: 1}' | /rules | must be a list",
                "'configurations: [{method: auto, metric_type: accuracy, metric_name: a, model_id: 1}]' | /configurations/0/model_id | there is no such field",
                "'# nothing' | '' | describes nothing",
            })
    void refusesAsAWholeWhatItDoesNotUnderstand(String yaml, String pointer, String words) {
        given().config(AS_IT_IS)
                .contentType("application/yaml")
                .body(yaml)
                .post("/apply")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].detail", containsString(words));
        assertThat(alerts.asked()).isEmpty();
    }

    @Test
    void readsJsonToo() {
        alerts.answers("GET /alert-rules/fell", 200, rule(30));

        given().contentType(ContentType.JSON)
                .body("{\"rules\": [{\"rule_id\": \"fell\", \"cooldown_minutes\": 30}]}")
                .post("/apply")
                .then()
                .statusCode(200)
                .body("unchanged", equalTo(1))
                .body("results[0].line", nullValue());
        given().contentType(ContentType.JSON)
                .body("{\"rules\": [\n")
                .post("/apply")
                .then()
                .statusCode(400)
                .body("detail", containsString("this is no JSON"));
        given().contentType("text/csv").body("x").post("/apply").then().statusCode(415);
    }

    @Test
    void takesFilesOfUpToFourMegabytes() {
        var large = "# " + "x".repeat(3 * 1024 * 1024) + "\n" + RULE;
        alerts.answers("GET /alert-rules/fell", 200, rule(30));

        apply("", large).body("unchanged", equalTo(1));
        given().config(AS_IT_IS)
                .contentType("application/yaml")
                .body(large + "# " + "x".repeat(1024 * 1024))
                .post("/apply")
                .then()
                .statusCode(413)
                .body("detail", containsString("4,194,304 bytes"));
    }

    private static String rule(int cooldown) {
        return """
                {"rule_id": "fell", "alert_type": "performance_regression", "severity": "warning", "enabled": true,
                 "cooldown_minutes": %d, "conditions": {}, "matchers": []}""".formatted(cooldown);
    }

    private static List<String> bodies(StubOwner owner, String method) {
        return owner.asked().stream()
                .filter(asked -> asked.method().equals(method))
                .filter(asked -> !asked.uri().startsWith("/internal"))
                .map(Asked::body)
                .toList();
    }

    private static ValidatableResponse apply(String query, String yaml) {
        return given().config(AS_IT_IS)
                .contentType("application/yaml")
                .body(yaml)
                .post("/apply" + query)
                .then()
                .statusCode(200);
    }
}
