package io.llmlab.alert.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.platform.problem.DomainException.Conflict;
import io.llmlab.platform.secret.Sealer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChannelSecretsTest {

    private static final Set<String> SECRETS = Set.of("secret", "headers");
    private static final ChannelSettings NONE = new ChannelSettings("ops", Map.of(), Map.of());
    private static final Map<String, Object> GIVEN =
            Map.of("url", "https://example.org", "secret", "first-secret", "headers", Map.of("X-Token", "first-token"));

    private final ChannelSecrets secrets = with(key(1));

    @Test
    void keepsApartWhatIsSecretAndOpensAll() {
        var kept = secrets.change(NONE, GIVEN, SECRETS);

        assertThat(kept.open()).containsOnlyKeys("url");
        assertThat(kept.sealed()).containsOnlyKeys("secret", "headers");
        assertThat(kept.toString()).doesNotContain("first-secret", "first-token");
        assertThat(secrets.open(kept)).isEqualTo(GIVEN);
    }

    @Test
    void keepsASecretThatIsLeftOutAndRemovesOneThatIsNull() {
        var kept = secrets.change(NONE, GIVEN, SECRETS);
        var change = new HashMap<String, Object>();
        change.put("url", "https://example.com");
        change.put("secret", null);

        var changed = secrets.change(kept, change, SECRETS);

        assertThat(secrets.open(changed))
                .isEqualTo(Map.of("url", "https://example.com", "headers", Map.of("X-Token", "first-token")));
    }

    @Test
    void sealsAnewWhatTheKeyBeforeHasSealed() {
        var kept = secrets.change(NONE, GIVEN, SECRETS);
        var rotated = with(key(2), key(1));

        assertThat(rotated.open(kept)).isEqualTo(GIVEN);
        assertThat(rotated.isStale(kept, SECRETS)).isTrue();
        var anew = rotated.sealedAnew(kept, SECRETS);

        assertThat(rotated.isStale(anew, SECRETS)).isFalse();
        assertThat(with(key(2)).open(anew)).isEqualTo(GIVEN);
    }

    @Test
    void sealsWhatAnOlderVersionStoredInPlain() {
        var plain = new ChannelSettings("ops", GIVEN, Map.of());

        assertThat(secrets.isStale(plain, SECRETS)).isTrue();
        assertThat(secrets.open(plain)).isEqualTo(GIVEN);
        var sealed = secrets.sealedAnew(plain, SECRETS);

        assertThat(sealed.open()).containsOnlyKeys("url");
        assertThat(secrets.open(sealed)).isEqualTo(GIVEN);
        // So does a person's change that comes before.
        assertThat(secrets.open(secrets.change(plain, Map.of("url", "https://example.org"), SECRETS)))
                .isEqualTo(GIVEN);
    }

    @Test
    void leavesAloneWhatItCannotOpen() {
        var kept = secrets.change(NONE, GIVEN, SECRETS);
        var other = with(key(3));

        assertThat(other.sealedAnew(kept, SECRETS)).isEqualTo(kept);
        assertThat(other.unreadable(kept))
                .hasValueSatisfying(why -> assertThat(why).contains("headers"));
        assertThat(secrets.unreadable(kept)).isEmpty();
    }

    @Test
    void takesNoSecretWithoutAKeyButEverythingElse() {
        var keyless = with();

        assertThatThrownBy(() -> keyless.change(NONE, GIVEN, SECRETS)).isInstanceOf(Conflict.class);
        assertThat(keyless.change(NONE, Map.of("url", "https://example.org"), SECRETS)
                        .open())
                .containsOnlyKeys("url");
        assertThat(keyless.isStale(new ChannelSettings("ops", GIVEN, Map.of()), SECRETS))
                .isFalse();
    }

    private static ChannelSecrets with(String... keys) {
        return new ChannelSecrets(Sealer.of(List.of(keys)), new ObjectMapper());
    }

    private static String key(int filling) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) filling);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
