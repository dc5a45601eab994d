package io.llmlab.local.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmlab.local.server.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StackSettingsTest {

    private static final Path HERE = Path.of("/project");

    @Test
    void knowThePortsOfTheDesign() {
        var settings = settings(Map.of());

        assertThat(settings.port(Service.GATEWAY.port())).isEqualTo(8000);
        assertThat(settings.port(Service.RUNNER.port())).isEqualTo(8001);
        assertThat(settings.port(Service.REGRESSION.port())).isEqualTo(8002);
        assertThat(settings.port(Service.ALERT.managementPort())).isEqualTo(9003);
        assertThat(settings.ports().values()).doesNotHaveDuplicates().hasSize(11);
    }

    @Test
    void takePortsFromTheEnvironment() {
        assertThat(settings(Map.of("API_PORT", " 8080 ")).port(Service.GATEWAY.port()))
                .isEqualTo(8080);
        assertThat(settings(Map.of("API_PORT", "")).port(Service.GATEWAY.port()))
                .isEqualTo(8000);
    }

    @Test
    void refuseWhatIsNoPort() {
        for (var wrong : List.of("http", "0", "65536", "-1")) {
            assertThatThrownBy(() -> settings(Map.of("API_PORT", wrong)).port(Service.GATEWAY.port()))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContaining("API_PORT")
                    .hasMessageContaining(wrong);
        }
    }

    @Test
    void ofAnIsolatedStackIgnoreTheUsers() {
        var settings = StackSettings.isolated(HERE, HERE.resolve("apart"), Map.of("SMTP_SERVER", "localhost"));

        assertThat(settings.environment())
                .containsEntry("SMTP_SERVER", "localhost")
                .containsKey("PATH");
        assertThat(settings.environment().keySet())
                .allMatch(name -> System.getenv(name) == null
                        || List.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TMPDIR", "TZ", "JAVA_HOME")
                                .contains(name));
        assertThat(settings.ports().values()).doesNotHaveDuplicates().allMatch(Ports::isFree);
    }

    @Test
    void areDifferentPortsWhenManyAreAskedForAtOnce() {
        assertThat(Ports.free(500)).hasSize(500).doesNotHaveDuplicates();
    }

    @Test
    void nameATakenPortItsSettingAndItsHolder() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = taken.getLocalPort();
            var check = new PortCheck(settings(Map.of("ALERT_PORT", Integer.toString(port))));

            assertThatThrownBy(() -> check.requireFreePorts(List.of("alert")))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageStartingWith("Port %d is taken".formatted(port))
                    .hasMessageContaining("ALERT_PORT=<port>");
        }
    }

    @Test
    void doNotMindThePortsOfWhatRunsAlready() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = Integer.toString(taken.getLocalPort());
            var free = Integer.toString(Ports.free());

            new PortCheck(settings(Map.of("ALERT_PORT", port, "KAFKA_PORT", free, "KAFKA_CONTROLLER_PORT", free)))
                    .requireFreePorts(List.of("kafka"));
            assertThat(Ports.isFree(taken.getLocalPort())).isFalse();
        }
    }

    private static StackSettings settings(Map<String, String> environment) {
        return new StackSettings(HERE, HERE.resolve(".lab"), environment);
    }
}
