package io.llmlab.local.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A stack whose services end at once: the real ones are started in deploy/e2e.
class LocalStackTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void saysWhatAServiceSaidThatEndedWhileItStartedAndLeavesNothingRunning() throws IOException {
        for (var service : Service.values()) {
            brokenBuild(service);
        }
        var settings = StackSettings.isolated(folder, folder.resolve("stack"), Map.of());
        var steps = Collections.synchronizedList(new ArrayList<String>());

        assertThatThrownBy(() -> LocalStack.start(settings, (step, _) -> steps.add(step)))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("ended while it started")
                .hasMessageContaining("NoSuchMain");

        assertThat(steps).contains("postgres is ready", "kafka is ready", "kafka has stopped", "postgres has stopped");
        assertThat(LocalStack.of(settings, Progress.SILENT).running()).isEmpty();
    }

    @Test
    void refusesServicesThatAreNotBuilt() throws IOException {
        var elsewhere =
                Map.of("DATABASE_URL", "postgresql://a:b@127.0.0.1:1/c", "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");
        var settings = StackSettings.isolated(folder, folder.resolve("stack"), elsewhere);
        var stack = LocalStack.of(settings, Progress.SILENT);

        assertThat(stack.parts()).isEqualTo(List.of("runner", "regression", "alert", "gateway"));
        assertThatThrownBy(() -> stack.start(Service.ALERT))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("Not built: alert.");
    }

    @Test
    void startsNothingWhereAServiceIsNotBuilt() throws IOException {
        brokenBuild(Service.RUNNER);
        brokenBuild(Service.GATEWAY);
        var settings = StackSettings.isolated(folder, folder.resolve("stack"), Map.of());
        var steps = Collections.synchronizedList(new ArrayList<String>());

        assertThatThrownBy(() -> LocalStack.start(settings, (step, _) -> steps.add(step)))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("Not built: regression, alert.");

        assertThat(steps).isEmpty();
        assertThat(folder.resolve("stack/postgres")).doesNotExist();
    }

    @Test
    void startsNativeExecutablesWhereItIsToldTo() throws IOException {
        var elsewhere = Map.of(
                "DATABASE_URL", "postgresql://a:b@127.0.0.1:1/c",
                "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1",
                "SERVICE_BUILD", "native");
        var settings = StackSettings.isolated(folder, folder.resolve("stack"), elsewhere);
        var build = Files.createDirectories(folder.resolve("alert-service/target"));
        Files.writeString(build.resolve("libawt.so"), "");
        var executable = Files.writeString(build.resolve("alert-service-1-runner"), "#!/bin/sh\necho \"$0 $1\"\n");
        Files.setPosixFilePermissions(executable, PosixFilePermissions.fromString("rwx------"));

        assertThatThrownBy(() -> LocalStack.of(settings, Progress.SILENT).start(Service.ALERT))
                .isInstanceOf(LaunchException.class);

        var copy = folder.resolve("stack/app/alert");
        assertThat(copy.resolve("libawt.so")).exists();
        assertThat(folder.resolve("stack/logs/alert.log"))
                .content()
                .contains(copy.resolve("alert-service-1-runner") + " -Xmx320m");
    }

    @Test
    void saysWhichBuildsThereAre() {
        var settings = StackSettings.isolated(folder, folder.resolve("stack"), Map.of("SERVICE_BUILD", "wasm"));

        assertThatThrownBy(() -> LocalStack.start(settings, Progress.SILENT))
                .isInstanceOf(LaunchException.class)
                .hasMessage("SERVICE_BUILD is \"wasm\"; it can be jvm or native");
    }

    private void brokenBuild(Service service) throws IOException {
        var build = Files.createDirectories(folder.resolve(service.module()).resolve("target/quarkus-app"));
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "NoSuchMain");
        new JarOutputStream(Files.newOutputStream(build.resolve("quarkus-run.jar")), manifest).close();
    }
}
