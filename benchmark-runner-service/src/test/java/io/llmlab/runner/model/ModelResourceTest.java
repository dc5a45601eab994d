package io.llmlab.runner.model;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.llmlab.local.testing.SuiteServers;
import io.llmlab.local.testing.TopicReader;
import io.llmlab.runner.Contract;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class ModelResourceTest {

    private static final String TOPIC = "llmlab.model-changed.v1";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Pool pool;

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    void keepsAllThatIsSaidAboutAModel() {
        var name = unique("full");
        var location = post("""
                {"name": "%s", "version": "2026-08", "provider": "openai", "cost_per_input_token": 0.0000025,
                 "cost_per_output_token": 1e-5, "max_tokens": 4096, "context_length": 128000, "model_type": "chat",
                 "capabilities": ["tools", "vision"], "base_url": "https://api.openai.com/v1",
                 "remote_name": "gpt-x-2026", "api_key_ref": "OPENAI_API_KEY", "labels": {"team": "search"}}""".formatted(name)).statusCode(201).extract().header("Location");

        var model = given().get(location).then().statusCode(200).extract().jsonPath();

        assertThat(location).isEqualTo("/models/" + model.getLong("id"));
        assertThat(model.getString("name")).isEqualTo(name);
        assertThat(model.getDouble("cost_per_input_token")).isEqualTo(0.0000025);
        assertThat(model.getDouble("cost_per_output_token")).isEqualTo(0.00001);
        assertThat(model.getList("capabilities")).containsExactly("tools", "vision");
        assertThat(model.getString("remote_name")).isEqualTo("gpt-x-2026");
        assertThat(model.getString("api_key_ref")).isEqualTo("OPENAI_API_KEY");
        assertThat(model.getString("labels.team")).isEqualTo("search");
        assertThat(model.getBoolean("active")).isTrue();
        assertThat(model.getString("created_at")).endsWith("Z");
    }

    @Test
    void takesANameAndAProviderAsEnough() {
        var model = create(unique("short"));

        assertThat(model.getString("model_type")).isEqualTo("chat");
        assertThat(model.getString("remote_name")).isNull();
        assertThat(model.getMap("labels")).isEmpty();
    }

    @Test
    void announcesAndAuditsEveryChange() {
        var name = unique("announced");
        var id = create(name).getLong("id");
        put(id, "{\"version\": \"2\"}").statusCode(200);
        given().delete("/models/" + id).then().statusCode(200);

        var events = new TopicReader(bootstrapServers)
                .await(TOPIC, 3, PATIENCE, record -> record.key().equals(Long.toString(id)));

        assertThat(events).hasSize(3).allSatisfy(event -> Contract.assertSatisfied("model-changed", event.value()));
        assertThat(events)
                .map(event -> JsonPath.from(event.value()).getString("version"))
                .containsExactly(null, "2", "2");
        assertThat(events)
                .map(event -> JsonPath.from(event.value()).getBoolean("active"))
                .containsExactly(true, true, false);
        assertThat(JsonPath.from(events.getFirst().value()).getString("model.name"))
                .isEqualTo(name);
        assertThat(audited("model " + id)).isEqualTo("created, changed, deactivated");
    }

    @Test
    void changesWhatIsNamedAndNothingElse() {
        var name = unique("subset");
        var id = post("""
                {"name": "%s", "provider": "local", "max_tokens": 10, "base_url": "http://127.0.0.1:9/v1",
                 "labels": {"a": "b"}}""".formatted(name)).statusCode(201).extract().jsonPath().getLong("id");

        put(id, "{\"max_tokens\": 20, \"base_url\": null}")
                .statusCode(200)
                .body("max_tokens", equalTo(20))
                .body("base_url", nullValue())
                .body("labels.a", equalTo("b"))
                .body("name", equalTo(name));
        put(id, given().get("/models/" + id).asString()).statusCode(200).body("max_tokens", equalTo(20));
        put(id, "{}").statusCode(200).body("max_tokens", equalTo(20));
    }

    @Test
    void refusesAChangeThatDoesNotFitAndKeepsTheModel() {
        var name = unique("kept");
        var id = create(name).getLong("id");

        put(id, "{\"name\": null}").statusCode(422).body("errors[0].pointer", equalTo("/name"));
        put(id, "{\"provider\": null}").statusCode(422).body("errors[0].pointer", equalTo("/provider"));
        put(id, "{\"max_tokens\": 0}").statusCode(422).body("errors[0].pointer", equalTo("/max_tokens"));
        put(id, "{\"colour\": 1}").statusCode(422).body("errors[0].detail", containsString("is not known here"));
        put(id, "[]").statusCode(422);
        put(id, "{").statusCode(400);
        put(999_999_999, "{}").statusCode(404);

        given().get("/models/" + id).then().body("name", equalTo(name)).body("max_tokens", nullValue());
    }

    @Test
    void givesANameOnce() {
        var taken = unique("taken");
        var other = create(unique("other")).getLong("id");
        var id = create(taken).getLong("id");
        var events = events(id);

        post("{\"name\": \"%s\", \"provider\": \"local\"}".formatted(taken))
                .statusCode(409)
                .body("detail", equalTo("There is a model named %s already".formatted(taken)));
        put(other, "{\"name\": \"%s\"}".formatted(taken)).statusCode(409);
        given().delete("/models/" + id).then().statusCode(200);
        post("{\"name\": \"%s\", \"provider\": \"local\"}".formatted(taken))
                .statusCode(409)
                .body("detail", containsString("deactivated model " + id));

        assertThat(events(id)).isEqualTo(events + 1);
    }

    @Test
    void deactivatesAndBringsBack() {
        var id = create(unique("resting")).getInt("id");

        given().delete("/models/" + id).then().statusCode(200).body("active", equalTo(false));
        given().get("/models?limit=1").then().body("id", not(hasItem(id)));
        given().get("/models?limit=1&active_only=false").then().body("id", contains(id));
        given().get("/models/" + id).then().statusCode(200);
        put(id, "{\"active\": true}").statusCode(200);
        given().get("/models?limit=1").then().body("id", contains(id));
        given().delete("/models/999999999").then().statusCode(404);
    }

    @Test
    void listsNewestFirstInPages() {
        var others = Integer.parseInt(
                given().get("/models?provider=google&limit=1&count=true").header("X-Total-Count"));
        var first = create(unique("page"), "google").getInt("id");
        var second = create(unique("page"), "google").getInt("id");
        var third = create(unique("page"), "google").getInt("id");

        var page =
                given().get("/models?provider=google&limit=2&count=true").then().statusCode(200);

        page.body("id", contains(third, second)).header("X-Total-Count", Integer.toString(others + 3));
        assertThat(page.extract().header("Link")).contains("after=" + second).contains("rel=\"next\"");
        given().get("/models?provider=google&limit=1&after=" + second).then().body("id", contains(first));
        given().get("/models?provider=google&offset=1&limit=1").then().body("id", contains(second));
        given().get("/models?provider=nobody").then().statusCode(422).body("errors[0].parameter", equalTo("provider"));
        given().get("/models?active_only=maybe").then().statusCode(422);
        given().get("/models?limit=0").then().statusCode(422);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"provider": "local"}                                          | /name
            {"name": " ", "provider": "local"}                             | /name
            {"name": "a\\nb", "provider": "local"}                         | /name
            {"name": 1, "provider": "local"}                               | /name
            {"name": "bad"}                                                | /provider
            {"name": "bad", "provider": "acme"}                            | /provider
            {"name": "bad", "provider": "local", "cost_per_input_token": -1}   | /cost_per_input_token
            {"name": "bad", "provider": "local", "cost_per_output_token": "a"} | /cost_per_output_token
            {"name": "bad", "provider": "local", "cost_per_input_token": 1e-900} | /cost_per_input_token
            {"name": "bad", "provider": "local", "context_length": 1.5}    | /context_length
            {"name": "bad", "provider": "local", "base_url": "ftp://host"} | /base_url
            {"name": "bad", "provider": "local", "base_url": "https://"}   | /base_url
            {"name": "bad", "provider": "local", "base_url": "http://169.254.169.254/v1"} | /base_url
            {"name": "bad", "provider": "local", "api_key_ref": "sk-abc"}  | /api_key_ref
            {"name": "bad", "provider": "local", "capabilities": "all"}    | /capabilities
            {"name": "bad", "provider": "local", "labels": {"a": 1}}       | /labels/a
            {"name": "bad", "provider": "local", "labels": {"a": null}}    | /labels/a
            {"name": "bad", "provider": "local", "model_type": "oracle"}   | /model_type
            """)
    void namesTheFieldThatDoesNotFit(String body, String pointer) {
        post(body).statusCode(422).body("errors.pointer", contains(pointer));
    }

    @Test
    void repeatsTheAnswerForAnIdempotencyKey() {
        var body = "{\"name\": \"%s\", \"provider\": \"local\"}".formatted(unique("once"));
        var key = unique("key");

        var first = given().header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/models");
        var second = given().header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/models");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    }

    @Test
    void answersAnUnknownModelWithAProblem() {
        given().get("/models/999999999")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", equalTo("There is no model 999999999"));
        given().get("/models/seven").then().statusCode(422).body("errors", hasSize(1));
    }

    private int events(long id) {
        var reader = new TopicReader(bootstrapServers);
        reader.await(TOPIC, 1, PATIENCE, record -> record.key().equals(Long.toString(id)));
        await().atMost(PATIENCE).until(() -> outbox() == 0);
        return reader.read(TOPIC, record -> record.key().equals(Long.toString(id)))
                .size();
    }

    private long outbox() {
        return pool.query("select count(*) from outbox")
                .executeAndAwait()
                .iterator()
                .next()
                .getLong(0);
    }

    private String audited(String subject) {
        return pool.preparedQuery("select string_agg(action, ', ' order by id) from audit where subject = $1")
                .executeAndAwait(Tuple.of(subject))
                .iterator()
                .next()
                .getString(0);
    }

    private static JsonPath create(String name) {
        return create(name, "local");
    }

    private static JsonPath create(String name, String provider) {
        return post("{\"name\": \"%s\", \"provider\": \"%s\"}".formatted(name, provider))
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private static ValidatableResponse post(String body) {
        return given().contentType(ContentType.JSON).body(body).post("/models").then();
    }

    private static ValidatableResponse put(long id, String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .put("/models/" + id)
                .then();
    }

    private static String unique(String prefix) {
        return prefix + "-" + UUID.randomUUID();
    }
}
