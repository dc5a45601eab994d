package io.llmlab.runner.execute;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Each API with a server that takes only what its reference describes.
enum ProviderKind {
    CHAT("/v1", "/chat/completions", "openai", null, new FakeApis.Chat()),
    RESPONSES("/v1", "/responses", "openai", "responses", new FakeApis.Response()),
    COMPLETIONS("/v1", "/completions", "openai", "completions", new FakeApis.Plain()),
    ANTHROPIC("/v1", "/messages", "anthropic", null, new FakeApis.Anthropic()),
    GOOGLE("/v1beta", "/models/sums", "google", null, new FakeApis.Google());

    private final String base;
    private final String path;
    private final String provider;
    private final @Nullable String api;
    private final FakeProvider.Answers answers;

    ProviderKind(String base, String path, String provider, @Nullable String api, FakeProvider.Answers answers) {
        this.base = base;
        this.path = path;
        this.provider = provider;
        this.api = api;
        this.answers = answers;
    }

    String path() {
        return path;
    }

    FakeProvider.Answers answers() {
        return answers;
    }

    FakeProvider serve() {
        return serve(answers);
    }

    FakeProvider serve(FakeProvider.Answers others) {
        return FakeProvider.of(base + path, others);
    }

    /// Registers a model that the server plays.
    ///
    /// @param more fields of the model
    /// @return its name
    String model(FakeProvider server, Map<String, Object> more) {
        return model(server.url(), more);
    }

    /// @param url up to and without the API's base
    String model(String url, Map<String, Object> more) {
        var body = new HashMap<String, Object>(more);
        var name = "model-" + UUID.randomUUID();
        body.putAll(Map.of("name", name, "provider", provider, "base_url", url + base, "remote_name", "sums"));
        if (api != null) {
            body.put("api", api);
        }
        given().contentType(ContentType.JSON).body(body).post("/models").then().statusCode(201);
        return name;
    }
}
