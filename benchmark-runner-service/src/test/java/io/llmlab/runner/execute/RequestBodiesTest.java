package io.llmlab.runner.execute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// All that a run can say, in the place that each API's reference has for it.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class RequestBodiesTest {

    private static final String MESSAGES = """
            [{"role": "system", "content": "Add."}, {"role": "user", "content": "1 and 1?"},
             {"role": "assistant", "content": "2"}, {"role": "system", "content": "Be brief."},
             {"role": "user", "content": "1 plus itself?"}]""";

    @ParameterizedTest
    @EnumSource(ProviderKind.class)
    void holdWhatTheRunSays(ProviderKind kind) {
        var dataset = "talk-" + UUID.randomUUID();
        Bench.upload(dataset, """
                {"id": "a", "messages": [{"role": "system", "content": "Be brief."}, \
                {"role": "user", "content": "1 plus itself?"}], "target": "2"}""");
        try (var provider = kind.serve()) {
            var run = Bench.run(
                    kind.model(provider, Map.of()),
                    dataset,
                    Map.of(
                            "system_prompt",
                            "Add.",
                            "few_shot",
                            List.of(Map.of("prompt", "1 and 1?", "answer", "2")),
                            "temperature",
                            0.5,
                            "max_tokens",
                            100,
                            "parameters",
                            parameters(kind)));

            assertThat(run.getInt("error_count")).as(run.prettify()).isZero();
            assertThat(provider.seen().getFirst().body()).isEqualTo(json(expected(kind)));
        }
    }

    private static Map<String, Object> parameters(ProviderKind kind) {
        return switch (kind) {
            case CHAT, COMPLETIONS -> Map.of("seed", 7);
            case RESPONSES -> Map.of("store", false);
            case ANTHROPIC -> Map.of("top_k", 5);
            case GOOGLE -> Map.of("topK", 5);
        };
    }

    private static String expected(ProviderKind kind) {
        return switch (kind) {
            case CHAT -> """
                    {"model": "sums", "messages": %s, "temperature": 0.5, "max_tokens": 100, "seed": 7}""".formatted(MESSAGES);
            case RESPONSES -> """
                    {"model": "sums", "input": %s, "temperature": 0.5, "max_output_tokens": 100, "store": false}""".formatted(MESSAGES);
            case COMPLETIONS -> """
                    {"model": "sums", "prompt": "Add.\\n\\n1 and 1?\\n\\n2\\n\\nBe brief.\\n\\n1 plus itself?",
                     "temperature": 0.5, "max_tokens": 100, "seed": 7}""";
            case ANTHROPIC -> """
                    {"model": "sums", "max_tokens": 100, "system": "Add.\\n\\nBe brief.", "messages": [
                        {"role": "user", "content": "1 and 1?"}, {"role": "assistant", "content": "2"},
                        {"role": "user", "content": "1 plus itself?"}], "temperature": 0.5, "top_k": 5}""";
            case GOOGLE -> """
                    {"systemInstruction": {"parts": [{"text": "Add.\\n\\nBe brief."}]}, "contents": [
                        {"role": "user", "parts": [{"text": "1 and 1?"}]},
                        {"role": "model", "parts": [{"text": "2"}]},
                        {"role": "user", "parts": [{"text": "1 plus itself?"}]}],
                     "generationConfig": {"temperature": 0.5, "maxOutputTokens": 100, "topK": 5}}""";
        };
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException(unreadable);
        }
    }
}
