package io.llmlab.alert.notify.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.alert.SlackApi;
import io.llmlab.alert.notify.Messages;
import io.llmlab.alert.notify.SampleMessages;
import io.llmlab.platform.http.JsonConventions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackMessageTest {

    private static final Instant AT = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void hasAHeaderFieldsContextAndALink() throws Exception {
        var json = JsonConventions.mapper()
                .readTree(JsonConventions.mapper()
                        .writeValueAsString(SlackMessage.of(Messages.titled("accuracy of gpt-x fell"), null)));

        assertThat(json.path("text").asText()).isEqualTo("[CRITICAL] accuracy of gpt-x fell\nm0 fell &lt;fast&gt;");
        assertThat(json.path("blocks").findValuesAsText("type"))
                .contains("header", "section", "context", "actions", "button", "mrkdwn", "plain_text");
        assertThat(json.at("/blocks/0/text/text").asText())
                .isEqualTo(":rotating_light: CRITICAL: accuracy of gpt-x fell");
        assertThat(json.findValuesAsText("url"))
                .containsExactly("https://lab.example.org/?alert=31", "https://lab.example.org/benchmark-runs/123");
        assertThat(json.at("/blocks/0").has("fields")).isFalse();
    }

    @Test
    void staysWithinSlacksLimitsAndEscapesItsControlCharacters() {
        var message = SlackMessage.of(Messages.of("<!channel> " + "x".repeat(400), "a<b>&c'd", 20), null);

        assertThat(message.blocks()).hasSizeLessThan(50);
        JsonNode json = JsonConventions.mapper().valueToTree(message);
        assertThat(json.at("/blocks/0/text/text").asText()).hasSize(150);
        assertThat(message.text()).startsWith("[CRITICAL] &lt;!channel&gt;");
        assertThat(message.blocks().get(1).toString()).contains("a&lt;b&gt;&amp;c'd");
        assertThat(message.toString()).contains("and 10 more");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20})
    void isWhatSlackTakes(int items) throws Exception {
        var tooLong = "<&>".repeat(2_000);

        assertThat(faults(SlackMessage.of(Messages.of("t", "gpt-x", items), null)))
                .isEmpty();
        assertThat(faults(SlackMessage.of(Messages.of(tooLong, tooLong, items), null)))
                .isEmpty();
        assertThat(faults(SlackMessage.of(Messages.titled(tooLong), tooLong))).isEmpty();
        assertThat(faults(SlackMessage.of(SampleMessages.full(AT), null))).isEmpty();
        assertThat(faults(SlackMessage.of(SampleMessages.test(AT), null))).isEmpty();
    }

    @Test
    void neverHalvesAnEscape() {
        assertThat(SlackText.escaped(8, "a&&&&")).isEqualTo("a&amp;…");
        assertThat(SlackText.escaped(11, "a&&")).isEqualTo("a&amp;&amp;");
    }

    private static List<String> faults(SlackMessage message) throws JsonProcessingException {
        return SlackApi.faults(JsonConventions.mapper().writeValueAsString(message));
    }
}
