package io.llmlab.alert.notify.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.alert.notify.Messages;
import io.llmlab.platform.http.JsonConventions;
import org.junit.jupiter.api.Test;

class SlackMessageTest {

    @Test
    void hasAHeaderFieldsContextAndALink() throws Exception {
        var json = JsonConventions.mapper()
                .readTree(JsonConventions.mapper()
                        .writeValueAsString(SlackMessage.of(Messages.titled("accuracy of gpt-x fell"))));

        assertThat(json.path("text").asText()).isEqualTo("[CRITICAL] accuracy of gpt-x fell");
        assertThat(json.path("blocks").findValuesAsText("type"))
                .contains("header", "section", "context", "actions", "button", "mrkdwn", "plain_text");
        assertThat(json.at("/blocks/0/text/text").asText())
                .isEqualTo(":rotating_light: CRITICAL: accuracy of gpt-x fell");
        assertThat(json.findValuesAsText("url")).containsExactly("https://lab.example.org/?alert=31");
        assertThat(json.at("/blocks/0").has("fields")).isFalse();
    }

    @Test
    void staysWithinSlacksLimitsAndEscapesItsControlCharacters() {
        var message = SlackMessage.of(Messages.of("<!channel> " + "x".repeat(400), "a<b>&c'd", 20));

        assertThat(message.blocks()).hasSizeLessThan(50);
        JsonNode json = JsonConventions.mapper().valueToTree(message);
        assertThat(json.at("/blocks/0/text/text").asText()).hasSize(150);
        assertThat(message.text()).startsWith("[CRITICAL] &lt;!channel&gt;");
        assertThat(message.blocks().get(1).toString()).contains("a&lt;b&gt;&amp;c'd");
        assertThat(message.toString()).contains("and 10 more");
    }
}
