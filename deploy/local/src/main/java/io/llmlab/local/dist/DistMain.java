package io.llmlab.local.dist;

import io.llmlab.local.launch.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// Behind `./lab dist`, once all is built: packs the archive, and its checksum beside it.
public final class DistMain {

    /// What Postgres comes along for, as its artifacts are called. Programs for macOS are of both processors, and hence
    /// there once.
    private static final List<String> SYSTEMS = List.of("linux-amd64", "linux-arm64v8", "darwin-amd64");

    private DistMain() {}

    /// @param arguments the version, and the time of its files (seconds since 1970)
    public static void main(String[] arguments) throws IOException {
        var root = StackSettings.findRoot();
        requirePostgres(root.resolve(Contents.POSTGRES));
        var made = Instant.ofEpochSecond(Long.parseLong(arguments[1]));
        var archive = new Distribution(root, arguments[0], made).pack(root.resolve("target"));
        var sum = Sums.sha256(archive);
        Files.writeString(
                archive.resolveSibling(archive.getFileName() + ".sha256"),
                "%s  %s\n".formatted(sum, archive.getFileName()));
        System.out.printf("%s (%d MB)%n", root.relativize(archive), Files.size(archive) / 1_000_000);
    }

    private static void requirePostgres(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            var names = files.map(file -> file.getFileName().toString()).toList();
            var missing = SYSTEMS.stream()
                    .filter(system -> names.stream().noneMatch(name -> name.contains("-" + system + "-")))
                    .toList();
            if (!missing.isEmpty()) {
                throw new IOException("There is no Postgres in %s for %s".formatted(folder, missing));
            }
        }
    }
}
