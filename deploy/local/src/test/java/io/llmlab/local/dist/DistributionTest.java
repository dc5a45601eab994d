package io.llmlab.local.dist;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmlab.local.launch.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A project folder whose files say nothing; the real one is packed, unpacked and started in deploy/e2e.
class DistributionTest {

    private static final Instant MADE = Instant.parse("2026-02-03T04:05:06Z");
    private static final List<String> FILES = List.of(
            "lab",
            "LICENSE",
            "README.md",
            "CONTRIBUTING.md",
            "platform/README.md",
            "formats/README.md",
            "deploy/local/README.md",
            "deploy/bench/README.md",
            "docs/install.md",
            "k8s/README.md",
            "deploy/compose/compose.yaml",
            "deploy/grafana/dashboards/health.json",
            "deploy/helm/llm-lab-monitor/files/topics.sh",
            "benchmark-runner-service/examples/runner.py",
            "deploy/local/target/classes/Main.class",
            "deploy/local/target/lib/shared.jar",
            "deploy/detect/target/classes/Main.class",
            "deploy/detect/target/lib/other.jar");

    @TempDir
    Path folder = Path.of("");

    private Path project = Path.of("");

    @BeforeEach
    void aProject() throws IOException {
        project = folder.resolve("project");
        for (var file : FILES) {
            write(file, file);
        }
        for (var service : Service.values()) {
            write(service.module() + "/README.md", service.id());
            write(service.module() + "/target/quarkus-app/quarkus-run.jar", "of " + service.id());
            write(service.module() + "/target/quarkus-app/lib/main/shared.jar", "deploy/local/target/lib/shared.jar");
        }
    }

    @Test
    void isTheSameWheneverItIsPacked() throws IOException {
        var first = Files.readAllBytes(pack());

        for (var file : FILES) {
            Files.setLastModifiedTime(project.resolve(file), FileTime.from(Instant.EPOCH));
        }

        assertThat(Files.readAllBytes(pack())).isEqualTo(first);
        assertThat(entries().values())
                .allSatisfy(entry -> assertThat(entry.getLastModifiedTime()).isEqualTo(FileTime.from(MADE)));
    }

    @Test
    void holdsALibraryOfSeveralServicesOnce() throws IOException {
        var entries = entries();

        var libraries = entries.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("/shared.jar"))
                .toList();
        assertThat(libraries).hasSize(1 + Service.values().length);
        assertThat(libraries).filteredOn(entry -> !entry.getValue().isLink()).hasSize(1);
        assertThat(libraries)
                .filteredOn(entry -> entry.getValue().isLink())
                .allSatisfy(entry -> assertThat(entries.get(entry.getValue().getLinkName()))
                        .isNotNull()
                        .matches(file -> !file.isLink() && file.getSize() > 0));
    }

    @Test
    void leavesOutSecretsCachesAndSources() throws IOException {
        write("deploy/compose/.env", "SECRET=1");
        write("deploy/compose/models.env", "SECRET=1");
        write("api-gateway/target/quarkus-app/app.aot", "large");
        write("api-gateway/src/main/java/Gateway.java", "class Gateway {}");
        write("pom.xml", "<project/>");

        assertThat(entries().keySet())
                .noneMatch(name -> name.endsWith(".env") || name.endsWith(".aot"))
                .noneMatch(name -> name.contains("/src/") || name.endsWith("pom.xml"))
                .contains("llm-lab-monitor-1.2.3/deploy/compose/compose.yaml");
    }

    @Test
    void bringsPostgresOfEverySystemAndRunnableScripts() throws IOException {
        write(Contents.POSTGRES + "/postgres-linux.jar", "linux");
        write(Contents.POSTGRES + "/postgres-darwin.jar", "darwin");

        var entries = entries();

        assertThat(entries)
                .containsKeys(
                        "llm-lab-monitor-1.2.3/deploy/local/target/lib/postgres-linux.jar",
                        "llm-lab-monitor-1.2.3/deploy/local/target/lib/postgres-darwin.jar",
                        "llm-lab-monitor-1.2.3/VERSION");
        assertThat(mode(entries, "lab")).isEqualTo(0755);
        assertThat(mode(entries, "deploy/helm/llm-lab-monitor/files/topics.sh")).isEqualTo(0755);
        assertThat(mode(entries, "README.md")).isEqualTo(0644);
    }

    @Test
    void namesWhatIsNotBuiltAndLeavesNoHalfArchive() throws IOException {
        Files.delete(project.resolve("deploy/detect/target/lib/other.jar"));
        Files.delete(project.resolve("deploy/detect/target/lib"));

        assertThatThrownBy(this::pack)
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("deploy/detect/target/lib");

        assertThat(folder.resolve("llm-lab-monitor-1.2.3.tar.gz")).doesNotExist();
    }

    private static int mode(Map<String, TarArchiveEntry> entries, String file) {
        return requireNonNull(entries.get("llm-lab-monitor-1.2.3/" + file)).getMode() & 0777;
    }

    private Map<String, TarArchiveEntry> entries() throws IOException {
        var entries = new TreeMap<String, TarArchiveEntry>();
        try (var tar = new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(pack())))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.put(entry.getName(), entry);
            }
        }
        return entries;
    }

    private Path pack() throws IOException {
        return new Distribution(project, "1.2.3", MADE).pack(folder);
    }

    private void write(String file, String content) throws IOException {
        Files.createDirectories(project.resolve(file).getParent());
        Files.writeString(project.resolve(file), content);
    }
}
