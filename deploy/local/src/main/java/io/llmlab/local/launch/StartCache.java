package io.llmlab.local.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// The JVM's ahead-of-time cache of a service: its classes, loaded and linked, and the profiles of its methods.
/// It belongs to one build (packaged as `aot-jar`) and one JVM; any other starts as if there were none.
///
/// Source: JEP 483, 514 and 515.
enum StartCache {
    /// Where there is one.
    USED,
    /// By a process that writes one when it ends.
    RECORDED;

    private static final String FILE = "app.aot";

    /// That a cache does not fit, as after an update of the JDK, is no news.
    private static final String SILENT = "-Xlog:aot*=off";

    /// Of `java`.
    ///
    /// @param application the folder of the service's build that runs
    List<String> arguments(Path application) throws IOException {
        var file = application.resolve(FILE);
        return switch (this) {
            case USED -> isCurrent(file) ? List.of("-XX:AOTCache=" + file, SILENT) : List.of();
            case RECORDED -> {
                // What an earlier build left there must not be taken for what this process will record.
                Files.deleteIfExists(file);
                yield List.of("-XX:AOTCacheOutput=" + file, SILENT);
            }
        };
    }

    /// The JVM compares most jars with those it saw when it recorded, but not the one that it is started with.
    private static boolean isCurrent(Path cache) throws IOException {
        if (!Files.exists(cache) || Files.size(cache) == 0) {
            return false;
        }
        var made = cache.toFile().lastModified();
        try (var files = Files.walk(cache.resolveSibling("."))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .allMatch(jar -> jar.toFile().lastModified() <= made);
        }
    }

    /// Puts what a process recorded beside the build that it was started from.
    ///
    /// @throws LaunchException if it recorded nothing
    static void keep(Path application, Path build) throws IOException {
        var recorded = application.resolve(FILE);
        if (!Files.exists(recorded) || Files.size(recorded) == 0) {
            throw new LaunchException("The JVM wrote no %s for %s".formatted(FILE, build));
        }
        // In one step: a stack may just be copying the build.
        var part = build.resolve(FILE + ".part");
        Files.copy(recorded, part, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        Files.move(part, build.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }
}
