package io.llmlab.alert.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MaskerTest {

    @Test
    void takesOutWhatIsSecretInAnyFormItTravels() {
        var mask = Masker.ofSettings(
                Map.of(
                        "headers", Map.of("Authorization", "Bearer t0ken-of-ours"),
                        "webhook_url", "https://hooks.example.org/services/T000/B000/XXXXYYYY",
                        "keys", List.of("first-key", "first-key-and-more")),
                Set.of("headers", "webhook_url", "keys", "secret"));

        assertThat(mask.apply("Bearer t0ken-of-ours")).isEqualTo("***");
        assertThat(mask.apply("the token t0ken-of-ours is wrong")).isEqualTo("the token *** is wrong");
        assertThat(mask.apply("no /services/T000/B000/XXXXYYYY here")).isEqualTo("no *** here");
        assertThat(mask.apply("no \\/services\\/T000\\/B000\\/XXXXYYYY here")).isEqualTo("no *** here");
        assertThat(mask.apply("first-key-and-more, first-key")).isEqualTo("***, ***");
    }

    @Test
    void leavesAloneWhatIsNoSecret() {
        var mask = Masker.ofSettings(
                Map.of("url", "https://example.org", "headers", Map.of("X-Team", "ab")), Set.of("headers"));

        assertThat(mask.apply("https://example.org is about to answer"))
                .isEqualTo("https://example.org is about to answer");
    }

    @Test
    void takesOutALongPathOfTheAddressThatWasCalled() {
        assertThat(Masker.ofAddress("https://hooks.example.org/services/T000/B000/XXXXYYYY")
                        .apply("no_service at /services/T000/B000/XXXXYYYY"))
                .isEqualTo("no_service at ***");
        assertThat(Masker.ofAddress("http://example.org/hook").apply("404 /hook"))
                .isEqualTo("404 /hook");
    }
}
