package io.llmlab.alert.notify.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.alert.SlackApi;
import io.llmlab.alert.notify.SystemMessages;
import io.llmlab.platform.http.JsonConventions;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlackDigestTest {

    private static final Instant AT = Instant.parse("2026-11-23T09:00:00Z");

    @Test
    void showsEachLineOfADigest() throws Exception {
        var digest = SystemMessages.digest("Digest: nothing got worse", List.of("Cost: 1.00 USD", "Gaps: none"), AT);

        var json = JsonConventions.mapper().writeValueAsString(SlackMessage.of(digest, null));

        assertThat(SlackApi.faults(json)).isEmpty();
        assertThat(json)
                .contains(":information_source: INFO: Digest: nothing got worse", "Cost: 1.00 USD", "Gaps: none");
    }

    @Test
    void takesTheLongestDigest() throws Exception {
        var digest = SystemMessages.digest("d".repeat(300), Collections.nCopies(10, "x".repeat(4_000)), AT);

        var json = JsonConventions.mapper().writeValueAsString(SlackMessage.of(digest, null));

        assertThat(SlackApi.faults(json)).isEmpty();
    }
}
