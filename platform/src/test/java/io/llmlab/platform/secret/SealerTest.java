package io.llmlab.platform.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmlab.platform.problem.DomainException.Conflict;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SealerTest {

    private static final String PLACE = "channel/ops/password";
    private static final String OLD = key(1);
    private static final String NEW = key(2);

    private final Sealer sealer = Sealer.of(List.of(OLD));

    @Test
    void opensWhatItSealed() {
        var sealed = sealer.seal("pässword", PLACE);

        assertThat(sealed).doesNotContain("pässword").startsWith("v1.");
        assertThat(sealer.open(sealed, PLACE)).isEqualTo("pässword");
    }

    @Test
    void sealsTheSameTextDifferentlyEachTime() {
        assertThat(sealer.seal("password", PLACE)).isNotEqualTo(sealer.seal("password", PLACE));
    }

    @Test
    void opensNothingThatWasMovedToAnotherPlace() {
        var sealed = sealer.seal("password", PLACE);

        assertThat(failure(sealer, sealed, "channel/other/password").isKeyMissing())
                .isFalse();
    }

    @Test
    void opensNothingThatWasChanged() {
        var sealed = sealer.seal("password", PLACE);
        var last = sealed.charAt(sealed.length() - 10);
        var changed = sealed.substring(0, sealed.length() - 10)
                + (last == 'A' ? 'B' : 'A')
                + sealed.substring(sealed.length() - 9);

        assertThat(failure(sealer, changed, PLACE).isKeyMissing()).isFalse();
        assertThat(failure(sealer, "password", PLACE).isKeyMissing()).isFalse();
        assertThat(failure(sealer, sealed.substring(0, 14) + "!", PLACE).isKeyMissing())
                .isFalse();
    }

    @Test
    void sealsWithTheFirstKeyAndOpensWithAll() {
        var before = sealer.seal("password", PLACE);
        var rotated = Sealer.of(List.of(NEW, OLD));

        assertThat(rotated.open(before, PLACE)).isEqualTo("password");
        assertThat(rotated.isCurrent(before)).isFalse();
        var after = rotated.seal("password", PLACE);
        assertThat(rotated.isCurrent(after)).isTrue();
        assertThat(Sealer.of(List.of(NEW)).open(after, PLACE)).isEqualTo("password");
    }

    @Test
    void namesTheKeyThatIsGone() {
        var sealed = sealer.seal("password", PLACE);

        var failure = failure(Sealer.of(List.of(NEW)), sealed, PLACE);

        assertThat(failure.isKeyMissing()).isTrue();
        assertThat(failure).hasMessageContaining(sealed.split("\\.")[1]).hasMessageContaining("LLMLAB_SECRETS_KEYS");
    }

    @Test
    void sealsNothingWithoutAKeyAndSaysHowToMakeOne() {
        var keyless = Sealer.of(List.of());

        assertThat(keyless.hasKey()).isFalse();
        assertThatThrownBy(() -> keyless.seal("password", PLACE))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("openssl rand -base64 32");
    }

    @Test
    void refusesAKeyThatIsNoneWithoutRepeatingIt() {
        var tooShort = Base64.getEncoder().encodeToString(new byte[16]);

        assertThatThrownBy(() -> Sealer.of(List.of(OLD, tooShort)))
                .hasMessageContaining("key 2 is not base64 of 32 bytes")
                .hasMessageNotContaining(tooShort);
        assertThatThrownBy(() -> Sealer.of(List.of("no base64"))).hasMessageContaining("key 1");
    }

    private static Unopenable failure(Sealer sealer, String sealed, String place) {
        return catchThrowableOfType(Unopenable.class, () -> sealer.open(sealed, place));
    }

    private static String key(int filling) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) filling);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
