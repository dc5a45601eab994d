package io.llmlab.local.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A small program in a jar, run by this JVM's `java`.
class StartCacheTest {

    private static final String FROM_THE_CACHE = "Program source: shared objects file";

    @TempDir
    Path folder = Path.of("");

    private Path build = Path.of("");
    private Path application = Path.of("");

    static final class Program {

        private Program() {}

        public static void main(String[] arguments) {
            System.out.println("It runs.");
        }
    }

    @BeforeEach
    void aBuildAndItsCopy() throws IOException {
        build = Files.createDirectories(folder.resolve("build"));
        application = folder.resolve("app");
        pack(Instant.EPOCH.plusSeconds(1_000_000_000));
    }

    @Test
    void startsFromWhatAnEarlierProcessRecordedBesideTheBuild() throws Exception {
        assertThat(StartCache.USED.arguments(application)).isEmpty();
        record();

        StartCache.keep(application, build);

        // Elsewhere, as a stack runs from a copy.
        application = folder.resolve("other");
        FolderCopy.update(build, application);
        assertThat(run(StartCache.USED, "-Xlog:class+load")).contains("It runs.", FROM_THE_CACHE);
    }

    @Test
    void passesOverTheCacheOfAnEarlierBuild() throws Exception {
        record();

        pack(Instant.now().plusSeconds(60));

        assertThat(run(StartCache.USED, "-Xlog:class+load"))
                .contains("It runs.")
                .doesNotContain(FROM_THE_CACHE);
    }

    @Test
    void startsWithoutAWordWhereTheCacheBelongsToAnotherJvm() throws Exception {
        record();

        // Other objects: as good as another JVM.
        assertThat(run(StartCache.USED, "-XX:+UseCompactObjectHeaders")).isEqualTo("It runs.\n");
    }

    @Test
    void saysThatNothingWasRecorded() {
        assertThatThrownBy(() -> StartCache.keep(application, build))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("app.aot");
    }

    @Test
    void takesNoCacheForRecordedThatWasThereBefore() throws Exception {
        // As an image's build has it, and as an earlier build leaves it.
        for (var content : List.of("", "of an earlier build")) {
            Files.writeString(build.resolve("app.aot"), content);
            FolderCopy.update(build, application);
            var _ = StartCache.RECORDED.arguments(application);

            // A process that ended before it could record anything.
            assertThatThrownBy(() -> StartCache.keep(application, build)).isInstanceOf(LaunchException.class);
        }
    }

    @Test
    void passesOverAnEmptyCache() throws Exception {
        Files.createFile(application.resolve("app.aot"));

        assertThat(StartCache.USED.arguments(application)).isEmpty();
        assertThatThrownBy(() -> StartCache.keep(application, build)).isInstanceOf(LaunchException.class);
    }

    private void record() throws Exception {
        assertThat(run(StartCache.RECORDED)).contains("It runs.");
    }

    private String run(StartCache cache, String... options) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(cache.arguments(application));
        command.addAll(List.of(options));
        command.addAll(List.of("-jar", application.resolve("program.jar").toString()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        // Of these the JVM speaks before the program does.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    /// @param at when it is built
    private void pack(Instant at) throws IOException {
        var name = Program.class.getName();
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, name);
        var resource = name.replace('.', '/') + ".class";
        try (var jar = new JarOutputStream(Files.newOutputStream(build.resolve("program.jar")), manifest);
                var bytes = StartCacheTest.class.getClassLoader().getResourceAsStream(resource)) {
            jar.putNextEntry(new JarEntry(resource));
            assertThat(bytes).isNotNull();
            bytes.transferTo(jar);
        }
        Files.setLastModifiedTime(build.resolve("program.jar"), FileTime.from(at));
        Files.createDirectories(application);
        Files.copy(
                build.resolve("program.jar"),
                application.resolve("program.jar"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
    }
}
