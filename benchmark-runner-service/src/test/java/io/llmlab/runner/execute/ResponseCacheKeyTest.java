package io.llmlab.runner.execute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.runner.dataset.DatasetItem.Message;
import io.llmlab.runner.model.ModelType;
import io.llmlab.runner.model.Provider;
import io.llmlab.runner.model.RequestSettings;
import io.llmlab.runner.run.BenchmarkConfig;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Two requests have one key if and only if nothing tells them apart that may change the answer.
class ResponseCacheKeyTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String URL = "https://api.example.com/v1";

    @Test
    void isAnotherForWhateverMayChangeTheAnswer() {
        var keys = Stream.of(
                        request(endpoint(URL, "gpt-x", "A_KEY", RequestSettings.NONE), "{}"),
                        request(endpoint(URL + "/beta", "gpt-x", "A_KEY", RequestSettings.NONE), "{}"),
                        request(endpoint(URL, "gpt-y", "A_KEY", RequestSettings.NONE), "{}"),
                        request(endpoint(URL, "gpt-x", "ANOTHER_KEY", RequestSettings.NONE), "{}"),
                        request(endpoint(URL, "gpt-x", null, RequestSettings.NONE), "{}"),
                        request(with(Map.of("X-Beta", "1"), null, null), "{}"),
                        request(with(Map.of("X-Beta", "2"), null, null), "{}"),
                        request(with(null, Map.of("api-version", "1"), null), "{}"),
                        request(with(null, Map.of("api-version", "2"), null), "{}"),
                        request(with(null, null, "api-key"), "{}"),
                        request(usual(), "{\"temperature\": 0}"),
                        request(usual(), "{\"temperature\": 1}"),
                        request(usual(), "{\"max_tokens\": 5}"),
                        request(usual(), "{\"max_completion_tokens\": 5}"),
                        request(usual(), "{\"parameters\": {\"seed\": 1}}"),
                        request(usual(), "{\"parameters\": {\"seed\": 2}}"),
                        request(usual(), new Responses(), "{}", false, "Why?"),
                        request(usual(), new ChatCompletions(), "{}", true, "Why?"),
                        request(usual(), new ChatCompletions(), "{}", false, "Why not?"))
                .map(request -> ResponseCache.key(request, null))
                .toList();

        assertThat(keys).doesNotHaveDuplicates();
        var repeats = Stream.of(0, 1, 2)
                .map(epoch -> ResponseCache.key(request(usual(), "{}"), epoch))
                .toList();
        assertThat(repeats).doesNotHaveDuplicates();
    }

    @Test
    void isTheSameForWhatChangesNoAnswer() {
        var request = request(usual(), "{}");
        var other = new Endpoint(
                7,
                "registered again",
                ModelType.CHAT,
                URL + "/",
                "gpt-x",
                "A_KEY",
                BigDecimal.ONE,
                null,
                Provider.CUSTOM,
                null,
                RequestSettings.NONE);

        assertThat(ResponseCache.key(request(other, "{\"concurrency\": 1, \"timeout_seconds\": 5}"), 0))
                .isEqualTo(ResponseCache.key(request, null));
    }

    private static Endpoint usual() {
        return endpoint(URL, "gpt-x", "A_KEY", RequestSettings.NONE);
    }

    private static Endpoint with(
            @Nullable Map<String, String> headers, @Nullable Map<String, String> query, @Nullable String keyHeader) {
        return endpoint(URL, "gpt-x", "A_KEY", new RequestSettings(headers, query, keyHeader));
    }

    private static Endpoint endpoint(String url, String remote, @Nullable String keyRef, RequestSettings settings) {
        return new Endpoint(
                1, "gpt-x", ModelType.CHAT, url, remote, keyRef, null, null, Provider.OPENAI, null, settings);
    }

    private static ModelClient.Request request(Endpoint endpoint, String config) {
        return request(endpoint, new ChatCompletions(), config, false, "Why?");
    }

    private static ModelClient.Request request(
            Endpoint endpoint, Protocol protocol, String config, boolean streams, String question) {
        var prompt = new Prompt(List.of(new Message("user", question)), question);
        var body = protocol.body(endpoint, prompt, BenchmarkConfig.of(json(config)));
        return new ModelClient.Request(endpoint, protocol, body, streams, "secret", Duration.ofSeconds(1));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException(unreadable);
        }
    }
}
