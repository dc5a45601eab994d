package io.llmlab.local.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script `lab`, as far as it goes without a build: a copy of it in a project folder that holds nothing else.
class LabScriptTest {

    @TempDir
    Path project = Path.of("");

    private final Map<String, String> environment = new HashMap<>();

    private record Ended(int code, String output) {}

    @BeforeEach
    void aMachineWithoutAJdk() throws IOException {
        Files.copy(StackSettings.findRoot().resolve("lab"), project.resolve("lab"));
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("HOME", project.toString());
        environment.put("LLMLAB_JDK_FOLDERS", project.resolve("jdks").toString());
    }

    @Test
    void takesTheJdkOfJavaHome() throws Exception {
        environment.put("JAVA_HOME", jdk("elsewhere/home", "25.0.1").toString());

        assertThat(lab("jdk")).isEqualTo(new Ended(0, project + "/elsewhere/home\n"));
    }

    @Test
    void takesTheJdkOfThePathBehindItsLinks() throws Exception {
        var jdk = jdk("elsewhere/home", "26");
        var links = Files.createDirectories(project.resolve("links"));
        Files.createSymbolicLink(links.resolve("alternative"), jdk.resolve("bin/javac"));
        Files.createSymbolicLink(links.resolve("javac"), Path.of("alternative"));
        environment.put("PATH", links + ":/usr/bin:/bin");

        assertThat(lab("jdk")).isEqualTo(new Ended(0, jdk + "\n"));
    }

    @Test
    void looksOnWhereTheDefaultIsTooOld() throws Exception {
        environment.put("JAVA_HOME", jdk("old", "17.0.15").toString());
        var _ = jdk("jdks/older", "24.0.2");
        var _ = jdk("jdks/a mac/Contents/Home", "25");

        assertThat(lab("jdk")).isEqualTo(new Ended(0, project + "/jdks/a mac/Contents/Home\n"));
    }

    @Test
    void isNotContentWithAJre() throws Exception {
        var jre = jdk("jdks/jre", "25");
        Files.delete(jre.resolve("bin/javac"));

        assertThat(lab("jdk").code()).isEqualTo(1);
    }

    @Test
    void saysHowToInstallAJdkAndFetchesNoneUnasked() throws Exception {
        var ended = lab("up");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("needs a JDK 25", "To install one:").doesNotContain("Fetching");
    }

    @Test
    void fetchesAJdkWhoseChecksumIsThePublishedOne() throws Exception {
        publish(jdkArchive());

        var ended = lab("jdk");

        assertThat(ended.output()).contains("Fetching file://").endsWith("/.lab/jdk\n");
        assertThat(ended.code()).isZero();
        assertThat(lab("jdk").output()).isEqualTo(project + "/.lab/jdk\n");
    }

    @Test
    void refusesAJdkWithAnotherChecksum() throws Exception {
        var archive = jdkArchive();
        publish(archive);
        Files.writeString(Path.of(archive + ".sha256.txt"), "0".repeat(64) + "  jdk.tar.gz\n");

        var ended = lab("jdk");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("checksum is not the published one", "To install one:");
        assertThat(project.resolve(".lab/jdk")).doesNotExist();
    }

    @Test
    void readsSettingsFromEnvButTheEnvironmentWins() throws Exception {
        var jdk = jdk("elsewhere/home", "25");
        Files.writeString(
                project.resolve(".env"),
                "# where Java is\nexport JAVA_HOME=\"%s\"\nBAD KEY=1\nHOME=/nowhere\n".formatted(jdk));

        assertThat(lab("jdk")).isEqualTo(new Ended(0, jdk + "\n"));

        environment.put("JAVA_HOME", jdk("other", "25").toString());
        assertThat(lab("jdk")).isEqualTo(new Ended(0, project + "/other\n"));
    }

    @Test
    void saysThatNothingRunsBeforeAnythingWasBuilt() throws Exception {
        environment.put("JAVA_HOME", jdk("elsewhere/home", "25").toString());

        var ended = lab("status");

        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.output()).contains("Nothing runs");
    }

    @Test
    void explainsItselfAndRefusesWhatItDoesNotKnow() throws Exception {
        assertThat(lab("help").output()).contains("up [-d]", "down", "status", "demo", "test [--full]");
        assertThat(lab("help").code()).isZero();
        assertThat(lab("dance").output()).contains("does not know \"dance\"");
        assertThat(lab("dance").code()).isEqualTo(1);
    }

    @Test
    void countsTheTestsOfAllModulesAndEndsAsMavenDoes() throws Exception {
        environment.put("JAVA_HOME", jdk("elsewhere/home", "25").toString());
        maven("""
                echo "arguments: $*"
                echo '[INFO] Tests run: 2, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 1.2 s -- in OneTest'
                echo '[INFO] Tests run: 2, Failures: 0, Errors: 0, Skipped: 0'
                echo '[ERROR] Tests run: 40, Failures: 1, Errors: 0, Skipped: 0'
                exit 7
                """);

        var ended = lab("test", "--full");

        assertThat(ended.output()).contains("-Pfull verify", "41 passed, 1 failed, 0 skipped", "The build failed");
        assertThat(ended.code()).isEqualTo(7);
        assertThat(lab("test", "--quick").output()).contains("not \"--quick\"");
    }

    @Test
    void endsWithTheFailedTestsOfAllModules() throws Exception {
        var jdk = jdk("elsewhere/home", "25");
        Files.createSymbolicLink(jdk.resolve("bin/java"), Path.of(System.getProperty("java.home"), "bin/java"));
        environment.put("JAVA_HOME", jdk.toString());
        var classes = Files.createDirectories(project.resolve("deploy/local/target"));
        Files.createSymbolicLink(
                classes.resolve("classes"), StackSettings.findRoot().resolve("deploy/local/target/classes"));
        maven("""
                reports=formats/target/surefire-reports
                mkdir -p $reports
                echo '<testsuite><testcase name="reads" classname="a.OneTest"><failure message="no"/></testcase></testsuite>' \
                  >$reports/TEST-a.OneTest.xml
                echo '[ERROR] Tests run: 1, Failures: 1, Errors: 0, Skipped: 0'
                exit 1
                """);

        assertThat(lab("test").output())
                .contains("0 passed, 1 failed, 0 skipped\nFailed:\n  formats: OneTest.reads: no\n");
    }

    private void maven(String script) throws IOException {
        var maven = Files.writeString(project.resolve("mvnw"), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path jdk(String place, String version) throws IOException {
        var home = project.resolve(place);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"%s\"\n".formatted(version));
        var javac = Files.writeString(home.resolve("bin/javac"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(javac, PosixFilePermissions.fromString("rwxr-xr-x"));
        return home;
    }

    private Path jdkArchive() throws Exception {
        var _ = jdk("packed/jdk-25+36", "25");
        var archive = project.resolve("jdk.tar.gz");
        var tar = new ProcessBuilder("tar", "-czf", archive.toString(), "-C", project + "/packed", "jdk-25+36").start();
        assertThat(tar.waitFor()).isZero();
        return archive;
    }

    private void publish(Path archive) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(archive));
        Files.writeString(Path.of(archive + ".sha256.txt"), HexFormat.of().formatHex(digest) + "  jdk.tar.gz\n");
        environment.put("LLMLAB_JDK_URL", "file://" + archive);
        environment.put("LLMLAB_YES", "1");
    }

    private Ended lab(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("/bin/sh", project.resolve("lab").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
