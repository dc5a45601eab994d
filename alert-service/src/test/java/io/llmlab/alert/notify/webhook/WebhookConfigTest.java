package io.llmlab.alert.notify.webhook;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmlab.platform.problem.DomainException.Invalid;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookConfigTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "whsec_", "whsec_c2hvcnQ=", "whsec_***", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})
    void rejectsASecretThatIsNone(String secret) {
        assertThatThrownBy(() -> new WebhookConfig("https://example.org", null, null, secret, null, null, null))
                .isInstanceOf(Invalid.class)
                .hasMessageStartingWith("/secret:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.org",
                "ftp://example.org",
                "file:///etc/passwd",
                "http://",
                "https://a:b@example.org",
                "http://a b"
            })
    void rejectsAnAddressThatCannotBePostedTo(String url) {
        assertThatThrownBy(() -> new WebhookConfig(url, null, null, null, null, null, null))
                .isInstanceOf(Invalid.class)
                .hasMessageStartingWith("/url:");
    }

    @ParameterizedTest
    @CsvSource({"webhook-id, x", "Host, x", "Content-Length, 1", "a b, x", "x, ä"})
    void rejectsAHeaderThatIsOursOrNone(String name, String value) {
        assertThatThrownBy(() ->
                        new WebhookConfig("https://example.org", Map.of(name, value), null, null, null, null, null))
                .isInstanceOf(Invalid.class)
                .hasMessageStartingWith("/headers/" + name);
    }

    @Test
    void rejectsAHeaderThatWouldSmuggleAnother() {
        assertThatThrownBy(() -> new WebhookConfig(
                        "https://example.org", Map.of("X-A", "1\r\nX-B: 2"), null, null, null, null, null))
                .isInstanceOf(Invalid.class);
        assertThatCode(() -> new WebhookConfig(
                        "https://example.org:8443/x?y=z",
                        Map.of("Authorization", "Bearer t"),
                        50,
                        null,
                        null,
                        null,
                        null))
                .doesNotThrowAnyException();
    }

    @Test
    void wantsTheSecretThatFollowsBesideThePreviousOne() {
        var secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

        assertThatThrownBy(() -> new WebhookConfig("https://example.org", null, null, null, secret, null, null))
                .isInstanceOf(Invalid.class)
                .hasMessageStartingWith("/secret:");
        assertThatThrownBy(() -> new WebhookConfig("https://example.org", null, null, secret, "old", null, null))
                .isInstanceOf(Invalid.class)
                .hasMessageStartingWith("/previous_secret:");
    }
}
