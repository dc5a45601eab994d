package io.llmlab.alert.notify.teams;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.alert.TeamsApi;
import io.llmlab.alert.notify.Message;
import io.llmlab.alert.notify.Messages;
import io.llmlab.alert.notify.SampleMessages;
import io.llmlab.alert.notify.template.Templates;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TeamsCardTest {

    private static final Instant AT = Instant.parse("2026-11-23T12:00:00Z");

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20})
    void isWhatTeamsTakes(int items) {
        assertThat(TeamsApi.faults(card(Messages.of("t", "gpt-x", items)))).isEmpty();
    }

    @Test
    void saysAllThatIsKnown() {
        assertThat(card(SampleMessages.full(AT)))
                .contains("\"Suspect\"", "gpt-x-2026-11-20", "and 1 more", "\"Open run\"", "\"Runbook\"");
        assertThat(TeamsApi.faults(card(SampleMessages.test(AT)))).isEmpty();
    }

    /// Three bytes a character: longer than 28 KB before the card is cut.
    @Test
    void leavesTheLeastImportantOutOfWhatWouldBeTooLarge() {
        var card = card(Messages.of("値".repeat(8_000), "値".repeat(1_000), 20));

        assertThat(TeamsApi.faults(card)).isEmpty();
        assertThat(card).contains("m0 fell");
        assertThat(TeamsApi.faults(text(TeamsCard.of(Messages.titled("t"), "値".repeat(Templates.LONGEST_RESULT)))))
                .isEmpty();
    }

    @Test
    void makesNoLinkOfAName() {
        assertThat(card(Messages.of("[here](https://evil.example)", "m", 1)))
                .doesNotContain("[here](https")
                .contains("[here]\\\\(https");
    }

    private static String card(Message message) {
        return text(TeamsCard.of(message, null));
    }

    private static String text(byte[] card) {
        return new String(card, StandardCharsets.UTF_8);
    }
}
