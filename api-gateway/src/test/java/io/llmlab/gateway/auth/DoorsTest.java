package io.llmlab.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmlab.gateway.auth.AccessConfig.Mode;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoorsTest {

    private static final String KEY = "an admin key of this test, alone";

    private static AccessConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(AccessConfig.class)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(AccessConfig.class);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,, false, false",
        "localhost,, false, false",
        "127.0.0.1, keys, true, true",
        "0.0.0.0,, true, true",
        "10.0.0.7,, true, true",
        "gateway.example,, true, true",
        "0.0.0.0, open, false, true",
    })
    void isClosedWhereOthersReachItUnlessItIsOpenByName(
            String address, @Nullable String mode, boolean asksForKeys, boolean counts) {
        var config = config(mode == null ? Map.of() : Map.of("gateway.access.mode", mode));

        var doors = new Doors(config, new AdminKey(config), address);

        assertThat(doors.asksForKeys()).isEqualTo(asksForKeys);
        assertThat(doors.counts()).isEqualTo(counts);
    }

    @Test
    void isClosedOnTheLoopbackInterfaceTooWhereAnAdminKeyIsSet() {
        var config = config(Map.of("gateway.access.admin-key", KEY));

        assertThat(new Doors(config, new AdminKey(config), "127.0.0.1").asksForKeys())
                .isTrue();
    }

    @Test
    void doesNotStartWithAWordThatMayMeanAnything() {
        assertThatThrownBy(() -> config(Map.of("gateway.access.mode", "closed")))
                .hasMessageContaining("gateway.access.mode");
        assertThat(config(Map.of("gateway.access.mode", "open")).mode()).contains(Mode.OPEN);
    }

    @Test
    void takesItsFirstKeyFromTheEnvironmentOrAFile(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("key"), KEY + "\n");

        for (var settings : Map.of("gateway.access.admin-key", KEY, "gateway.access.admin-key-file", file.toString())
                .entrySet()) {
            var admin = new AdminKey(config(Map.of(settings.getKey(), settings.getValue())));

            assertThat(admin.callerWith(new Secret(KEY).hash()).map(Caller::name))
                    .contains("admin");
            assertThat(admin.callerWith(new Secret(KEY + "!").hash())).isEmpty();
        }
    }

    @Test
    void refusesAFirstKeyThatCanBeGuessedOrRead() {
        assertThatThrownBy(() -> new AdminKey(config(Map.of("gateway.access.admin-key", "guessable"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 characters")
                .hasMessageNotContaining("guessable");
        assertThatThrownBy(() -> new AdminKey(config(Map.of("gateway.access.admin-key-file", "/nowhere/key"))))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("/nowhere/key");
        assertThat(new AdminKey(config(Map.of())).isSet()).isFalse();
    }
}
