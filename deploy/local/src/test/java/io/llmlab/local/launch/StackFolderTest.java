package io.llmlab.local.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackFolderTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void remembersAProcessUntilItIsForgotten() throws IOException {
        var files = new StackFolder(folder);
        var part = Part.of("alert", ProcessHandle.current(), "http://127.0.0.1:8003", "");

        files.note(part);

        assertThat(files.noted("alert")).contains(part);
        assertThat(part.process()).contains(ProcessHandle.current());
        files.forget("alert");
        assertThat(files.noted("alert")).isEmpty();
    }

    @Test
    void takesNoStrangerForAPart() {
        var self = Part.of("alert", ProcessHandle.current(), "", "");
        var earlier = new Part("alert", self.pid(), self.startedAt() - 60_000, "", "");

        assertThat(earlier.process()).isEmpty();
    }

    @Test
    void keepsItsPassword() throws IOException {
        var password = new StackFolder(folder).password();

        assertThat(password).matches("[A-Za-z0-9_-]{32}");
        assertThat(new StackFolder(folder).password()).isEqualTo(password);
        assertThat(new StackFolder(folder.resolve("other")).password()).isNotEqualTo(password);
    }

    @Test
    void keepsItsKeyForSecrets() throws IOException {
        var files = new StackFolder(folder);
        assertThat(files.knownSecretsKey()).isEmpty();

        var key = files.secretsKey();

        assertThat(Base64.getDecoder().decode(key)).hasSize(32);
        assertThat(new StackFolder(folder).knownSecretsKey()).contains(key);
        assertThat(Files.getPosixFilePermissions(folder.resolve("secrets-key")))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void showsTheEndOfALog() throws IOException {
        var files = new StackFolder(folder);
        Files.write(
                files.log("alert"),
                IntStream.range(0, 50_000).mapToObj(line -> "line " + line).toList());

        assertThat(files.lastLines("alert", 2)).containsExactly("line 49998", "line 49999");
        assertThat(files.lastLines("kafka", 2)).isEmpty();
    }

    @Test
    void showsOfALogWhatCameSinceTheLastStart() throws IOException {
        var files = new StackFolder(folder);
        Files.writeString(files.log("alert"), "yesterday's failure\n");

        Files.writeString(files.openLog("alert"), "today's failure\n", StandardOpenOption.APPEND);

        assertThat(files.lastLines("alert", 25)).containsExactly("today's failure");
    }

    @Test
    void putsALargeLogAsideBeforeItIsOpenedAgain() throws IOException {
        var files = new StackFolder(folder);
        Files.write(files.log("kafka"), new byte[11 * 1024 * 1024]);
        Files.writeString(files.log("alert"), "small\n");

        assertThat(files.openLog("kafka")).content().hasLineCount(1);
        assertThat(files.openLog("kafka")).content().startsWith("=== start 20").hasLineCount(2);
        assertThat(folder.resolve("logs/kafka.log.1")).exists();
        assertThat(files.openLog("alert")).content().startsWith("small\n=== start");
    }

    @Test
    void isLockedByOneAtATime() {
        try (var _ = StackLock.take(folder.resolve("lock"))) {
            assertThatThrownBy(() -> StackLock.take(folder.resolve("lock")))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContaining("Another ./lab");
        }
        StackLock.take(folder.resolve("lock")).close();
    }

    @Test
    void copiesABuildAsItIsNow() throws IOException {
        var build = folder.resolve("build");
        Files.createDirectories(build.resolve("lib"));
        Files.writeString(build.resolve("lib/same.jar"), "same");
        Files.writeString(build.resolve("lib/changed.jar"), "before");
        Files.writeString(build.resolve("lib/gone.jar"), "gone");
        var copy = folder.resolve("copy");
        FolderCopy.update(build, copy);
        var untouched = Files.readAttributes(copy.resolve("lib/same.jar"), "unix:ino");

        Files.writeString(build.resolve("lib/changed.jar"), "behind");
        Files.setLastModifiedTime(build.resolve("lib/changed.jar"), FileTime.from(Instant.EPOCH));
        Files.delete(build.resolve("lib/gone.jar"));
        FolderCopy.update(build, copy);

        assertThat(copy.resolve("lib/changed.jar")).hasContent("behind");
        assertThat(copy.resolve("lib/gone.jar")).doesNotExist();
        assertThat(Files.readAttributes(copy.resolve("lib/same.jar"), "unix:ino"))
                .isEqualTo(untouched);
    }

    @Test
    void measuresTheMemoryOfAProcess() {
        assertThat(Memory.of(ProcessHandle.current()).orElseThrow().kilobytes()).isGreaterThan(10_000);
        assertThat(new Memory(204_800).words()).isEqualTo("200 MB");
    }
}
