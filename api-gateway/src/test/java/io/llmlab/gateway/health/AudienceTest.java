package io.llmlab.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.llmlab.gateway.health.HealthView.Notifications;
import io.llmlab.gateway.health.HealthView.Reach;
import org.junit.jupiter.api.Test;

class AudienceTest {

    private static Notifications of(String... channels) throws JsonProcessingException {
        return Audience.of(new ObjectMapper().readTree("[" + String.join(",", channels) + "]"));
    }

    private static String channel(String name, String type, boolean configured, boolean reachesPeople) {
        return """
                {"name": "%s", "type": "%s", "configured": %s, "reaches_people": %s}""".formatted(name, type, configured, reachesPeople);
    }

    @Test
    void namesTheChannelsThatReachPeople() throws JsonProcessingException {
        var audience = of(
                channel("pager", "pagerduty", true, true),
                channel("email", "email", true, true),
                channel("console", "console", true, false));

        assertThat(audience.status()).isEqualTo(Reach.OK);
        assertThat(audience.channels()).containsExactly("email", "pager");
    }

    /// It is ready to send, and nothing is ever sent by it.
    @Test
    void isNobodyWhereNoRuleNamesTheChannel() throws JsonProcessingException {
        var audience = of(channel("ops", "slack", true, false), channel("console", "console", true, false));

        assertThat(audience.status()).isEqualTo(Reach.NOBODY);
        assertThat(audience.channels()).isEmpty();
        assertThat(audience.detail()).isEqualTo("Alerts reach nobody: no enabled rule names ops");
    }

    @Test
    void isNobodyWhereNothingLeadsToPeople() throws JsonProcessingException {
        var audience = of(channel("email", "email", false, false), channel("console", "console", true, false));

        assertThat(audience.status()).isEqualTo(Reach.NOBODY);
        assertThat(audience.detail()).contains("no e-mail, Slack, webhook or other channel to people is configured");
    }

    @Test
    void repeatsOnceWhatTheOwnerWarnsOf() throws JsonProcessingException {
        var channels = new ObjectMapper().readTree("""
                [{"name": "a", "reaches_people": true, "warnings": ["PUBLIC_URL is not set"]},
                 {"name": "b", "reaches_people": true, "warnings": ["PUBLIC_URL is not set"]},
                 {"name": "c", "reaches_people": false, "warnings": ["it is not used"]},
                 {"name": "of an older owner", "reaches_people": true}]""");

        assertThat(Audience.warnings(channels)).containsExactly("PUBLIC_URL is not set");
        assertThat(Audience.warnings(MissingNode.getInstance())).isEmpty();
    }

    @Test
    void namesEnabledChannelsWhoseSecretsCannotBeOpened() throws JsonProcessingException {
        var channels = new ObjectMapper().readTree("""
                [{"name": "ops", "enabled": true, "secrets_unreadable": "the secret url cannot be opened"},
                 {"name": "off", "enabled": false, "secrets_unreadable": "the secret url cannot be opened"},
                 {"name": "fine", "enabled": true, "secrets_unreadable": null}]""");

        assertThat(Audience.silenced(channels))
                .containsExactly("Channel ops sends nothing: the secret url cannot be opened");
        assertThat(Audience.silenced(MissingNode.getInstance())).isEmpty();
    }

    @Test
    void isUnknownWithoutAnAnswer() {
        assertThat(Audience.of(MissingNode.getInstance()).status()).isEqualTo(Reach.UNKNOWN);
    }
}
