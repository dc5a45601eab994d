package io.llmlab.local.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A training of services that never become ready, in a process of its own as `./lab build` has it.
class TrainCommandTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path root = Path.of("");

    static final class Dawdler {

        private Dawdler() {}

        public static void main(String[] arguments) throws InterruptedException {
            new CountDownLatch(1).await();
        }
    }

    @Test
    void leavesNothingRunningThatIsStoppedInTheMiddle() throws Exception {
        for (var service : Service.values()) {
            build(service);
        }
        var training = train();
        try {
            await().atMost(PATIENCE)
                    .until(() -> said().contains("postgres is ready") && said().contains("kafka is ready"));
            var stack =
                    LocalStack.of(new StackSettings(root, root.resolve(".lab/training"), Map.of()), Progress.SILENT);
            await().atMost(PATIENCE).until(() -> stack.running().equals(LocalStack.PARTS));
            var processes = new ArrayList<ProcessHandle>();
            LocalStack.PARTS.forEach(part -> stack.process(part).ifPresent(processes::add));

            training.destroy();

            assertThat(training.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(processes).hasSize(LocalStack.PARTS.size()).noneMatch(ProcessHandle::isAlive);
            assertThat(stack.running()).isEmpty();
        } finally {
            training.destroyForcibly();
        }
    }

    private Process train() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dllmlab.root=" + root,
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "train")
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("said").toFile())
                .start();
    }

    private String said() throws IOException {
        return Files.readString(root.resolve("said"));
    }

    private void build(Service service) throws IOException {
        var build = Files.createDirectories(root.resolve(service.module()).resolve("target/quarkus-app"));
        var name = Dawdler.class.getName();
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, name);
        var resource = name.replace('.', '/') + ".class";
        try (var jar = new JarOutputStream(Files.newOutputStream(build.resolve("quarkus-run.jar")), manifest);
                var bytes = Dawdler.class.getClassLoader().getResourceAsStream(resource)) {
            jar.putNextEntry(new JarEntry(resource));
            assertThat(bytes).isNotNull();
            bytes.transferTo(jar);
        }
    }
}
