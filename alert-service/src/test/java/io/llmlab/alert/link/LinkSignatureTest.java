package io.llmlab.alert.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkSignatureTest {

    private static final byte[] KEY = "a key of at least 32 characters!".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OTHER = "some other key, of 32 characters".getBytes(StandardCharsets.UTF_8);
    private static final AcknowledgeLink LINK =
            new AcknowledgeLink(List.of(31L, 32L), "ops.slack", Instant.parse("2026-11-30T12:00:00Z"));

    private final String text = LinkSignature.of(LINK, KEY);

    @Test
    void readsWhatItWrote() {
        assertThat(LinkSignature.read(text, List.of(KEY))).contains(LINK);
    }

    /// RFC 2104, of another implementation: openssl dgst -sha256 -mac HMAC.
    @Test
    void signsWithHmacSha256() {
        var said = "acknowledge|31,32|1796040000|ops.slack";

        assertThat(new String(Base64.getUrlDecoder().decode(text.split("\\.")[0]), StandardCharsets.UTF_8))
                .isEqualTo(said);
        assertThat(text.split("\\.")[1]).isEqualTo("6sACA4SbuoAhw-TMX7_4Y4dKB1MM4zugvGXII7Qh274");
    }

    @Test
    void fitsIntoAPath() {
        assertThat(text).matches("[A-Za-z0-9_.-]+");
    }

    @Test
    void believesAnyOfTheKeys() {
        assertThat(LinkSignature.read(text, List.of(OTHER, KEY))).contains(LINK);
        assertThat(LinkSignature.read(text, List.of(OTHER))).isEmpty();
        assertThat(LinkSignature.read(text, List.of())).isEmpty();
    }

    /// The last character of what is signed, and of the signature, has bits that mean nothing.
    @Test
    void noticesEveryOtherCharacter() {
        var dot = text.indexOf('.');
        var changed = IntStream.range(0, text.length())
                .filter(place -> place != dot && place != dot - 1 && place != text.length() - 1)
                .mapToObj(this::changedAt)
                .toList();

        assertThat(changed)
                .hasSizeGreaterThan(80)
                .allMatch(link -> LinkSignature.read(link, List.of(KEY)).isEmpty());
    }

    private String changedAt(int place) {
        var other = text.charAt(place) == 'A' ? 'B' : 'A';
        return text.substring(0, place) + other + text.substring(place + 1);
    }

    @Test
    void takesNoLongerTimeFromWhoSignsForLess() {
        var longer =
                new AcknowledgeLink(LINK.alerts(), LINK.channel(), LINK.until().plusSeconds(1));
        var forged = LinkSignature.of(longer, OTHER).split("\\.")[0] + "." + text.split("\\.")[1];

        assertThat(LinkSignature.read(forged, List.of(KEY))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a", "a.b", "%%.%%", "YWNrbm93bGVkZ2U.", "..", "31"})
    void knowsNothingElse(String garbage) {
        assertThat(LinkSignature.read(garbage, List.of(KEY))).isEmpty();
    }

    @Test
    void readsNothingThatIsTooLong() {
        assertThat(LinkSignature.read("A".repeat(1_000_000) + ".A", List.of(KEY)))
                .isEmpty();
    }
}
