package io.llmlab.runner.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The times of streamed answers whose events come a tenth of a second apart.
class HearingTest {

    private static final String QUESTION = "1 plus itself?";

    private final AtomicLong now = new AtomicLong();

    /// Each answer takes 5 tokens. The first one's time is another measure; of Google's five, one is of thoughts that
    /// were over before the first piece; Anthropic's thinking is streamed, from its fourth event on.
    @ParameterizedTest
    @CsvSource({
        "CHAT,        200, 20", // (5 - 1) / 0.2 s
        "RESPONSES,   200, 40", // (5 - 1) / 0.1 s
        "COMPLETIONS, 100, 40", // (5 - 1) / 0.1 s
        "ANTHROPIC,   500, 20", // (5 - 1) / (0.6 s - 0.4 s)
        "GOOGLE,      100, 30", // (5 - 1 - 1) / 0.1 s
    })
    void takesTheTimesOfAStream(ProviderKind kind, double firstToken, double speed) {
        var answered = (Reply.Answered)
                heard(protocol(kind), kind.answers().events(QUESTION)).streamed("");

        assertThat(answered.firstTokenMs()).isCloseTo(firstToken, within(1e-9));
        assertThat(answered.tokensPerSecond()).isCloseTo(speed, within(1e-9));
    }

    /// As DeepSeek and older vLLM stream it, as newer vLLM does, and as whoever sends both.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"reasoning_content\":\"Hm\"",
                "\"reasoning\":\"Hm\"",
                "\"reasoning_content\":\"\",\"reasoning\":\"Hm\"",
                "\"reasoning_content\":null,\"reasoning\":\"Hm\"",
            })
    void countsTheTokensOfStreamedReasoningFromItsFirstPiece(String thought) {
        var events = List.of(
                FakeApis.data("{\"choices\":[{\"delta\":{%s,\"content\":null}}]}".formatted(thought)),
                FakeApis.data("{\"choices\":[{\"delta\":{\"content\":\"It is 2\"},\"finish_reason\":\"stop\"}]}"),
                FakeApis.data("{\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":5}}"));

        var answered = (Reply.Answered) heard(new ChatCompletions(), events).streamed("");

        assertThat(answered.text()).isEqualTo("It is 2");
        assertThat(answered.firstTokenMs()).isEqualTo(200);
        // (5 - 1) / 0.1 s
        assertThat(answered.tokensPerSecond()).isNotNull().isCloseTo(40, within(1e-9));
    }

    @Test
    void countsNoTokensOfHiddenReasoning() {
        var events = List.of(
                FakeApis.data("{\"choices\":[{\"delta\":{\"content\":\"It \"}}]}"),
                FakeApis.data("{\"choices\":[{\"delta\":{\"content\":\"is 2\"},\"finish_reason\":\"stop\"}]}"),
                FakeApis.data("{\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":105,"
                        + "\"completion_tokens_details\":{\"reasoning_tokens\":100}}}"));

        var answered = (Reply.Answered) heard(new ChatCompletions(), events).streamed("");

        assertThat(answered.outputTokens()).isEqualTo(105);
        assertThat(answered.tokensPerSecond()).isCloseTo(40, within(1e-9));
    }

    @Test
    void knowsNoSpeedWithoutACountOfTokens() {
        var events = List.of(
                FakeApis.data("{\"choices\":[{\"delta\":{\"content\":\"It \"}}]}"),
                FakeApis.data("{\"choices\":[{\"delta\":{\"content\":\"is 2\"},\"finish_reason\":\"stop\"}]}"));

        var answered = (Reply.Answered) heard(new ChatCompletions(), events).streamed("");

        assertThat(answered.firstTokenMs()).isEqualTo(100);
        assertThat(answered.tokensPerSecond()).isNull();
    }

    private Hearing heard(Protocol protocol, List<String> events) {
        var hearing = new Hearing(now::get);
        var stream = new EventStream((type, data) -> hear(protocol, type, data, hearing));
        for (var event : events) {
            now.addAndGet(Duration.ofMillis(100).toNanos());
            stream.accept(Buffer.buffer(event));
        }
        stream.end();
        return hearing;
    }

    private static void hear(Protocol protocol, @Nullable String type, String data, Hearing hearing) {
        if (!data.equals("[DONE]")) {
            protocol.hear(type, json(data), hearing);
        }
    }

    private static Protocol protocol(ProviderKind kind) {
        return switch (kind) {
            case CHAT -> new ChatCompletions();
            case RESPONSES -> new Responses();
            case COMPLETIONS -> new PlainCompletions();
            case ANTHROPIC -> new AnthropicMessages();
            case GOOGLE -> new GoogleGenerateContent();
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
