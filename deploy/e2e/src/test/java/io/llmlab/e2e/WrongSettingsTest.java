package io.llmlab.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmlab.local.launch.LaunchException;
import io.llmlab.local.launch.LocalStack;
import io.llmlab.local.launch.Progress;
import io.llmlab.local.launch.Service;
import io.llmlab.local.launch.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Settings of the way out that cannot be meant stop a service's start, and not its first call.
@Tag("full")
class WrongSettingsTest {

    @TempDir
    Path folder;

    private LocalStack stack;

    @BeforeEach
    void aStack() {
        stack = LocalStack.of(settings(Map.of()), Progress.SILENT);
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    void aProxyOfAnotherKindIsNamedWithoutItsPassword() {
        assertThatThrownBy(() -> start(Map.of("HTTPS_PROXY", "socks5://ada:s3cret@proxy.test:1080")))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("HTTPS_PROXY: socks5://***@proxy.test:1080 is no proxy")
                .hasMessageContaining("http://[user:password@]host[:port]")
                .extracting(Throwable::getMessage)
                .asString()
                .doesNotContain("s3cret");
    }

    @Test
    void aBundleThatIsNotThereIsNamed() throws IOException {
        assertThatThrownBy(() -> start(Map.of("EXTRA_CA_BUNDLE", "/no/such/ca.pem")))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("ended while it started");

        assertThat(Files.readString(stack.log("alert")))
                .contains("EXTRA_CA_BUNDLE: no certificates can be read from /no/such/ca.pem");
        assertThat(stack.pid("alert")).isEmpty();
    }

    private void start(Map<String, String> wrong) {
        stack = LocalStack.of(settings(wrong), Progress.SILENT);
        stack.start(EnumSet.of(Service.ALERT));
    }

    private StackSettings settings(Map<String, String> given) {
        return StackSettings.isolated(StackSettings.findRoot(), folder.resolve("stack"), given);
    }
}
