package io.llmlab.local.dist;

import io.llmlab.local.launch.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// The files of a distribution, where the script `lab` looks for them: programs as they were built, documentation, and
/// what leads on to Docker and Kubernetes. No sources.
final class Contents {

    private static final List<String> FILES = List.of(
            "lab",
            "LICENSE",
            "README.md",
            "CONTRIBUTING.md",
            "platform/README.md",
            "formats/README.md",
            "deploy/local/README.md",
            "deploy/bench/README.md");

    private static final List<String> DOCUMENTS = List.of(
            "docs", "k8s", "deploy/compose", "deploy/grafana", "deploy/helm", "benchmark-runner-service/examples");

    private static final List<String> PROGRAMS = List.of(
            "deploy/local/target/classes",
            "deploy/local/target/lib",
            "deploy/detect/target/classes",
            "deploy/detect/target/lib");

    /// Where the profile `dist` puts Postgres for other systems than this one.
    static final String POSTGRES = "deploy/local/target/postgres";

    private final Path root;
    private final SortedMap<String, Path> files = new TreeMap<>();

    private Contents(Path root) {
        this.root = root;
    }

    /// Files by their names in the archive, sorted.
    ///
    /// @throws IOException naming a folder or file that is not there
    static Map<String, Path> of(Path root) throws IOException {
        var contents = new Contents(root);
        for (var file : FILES) {
            contents.files.put(file, root.resolve(file));
        }
        for (var folder : DOCUMENTS) {
            contents.add(folder, folder, Contents::isPublic);
        }
        for (var folder : PROGRAMS) {
            contents.add(folder, folder, _ -> true);
        }
        for (var service : Service.values()) {
            contents.add(service);
        }
        if (Files.exists(root.resolve(POSTGRES))) {
            contents.add(POSTGRES, "deploy/local/target/lib", _ -> true);
        }
        return contents.files;
    }

    private void add(Service service) throws IOException {
        var module = service.module();
        files.put(module + "/README.md", root.resolve(module).resolve("README.md"));
        var build = module + "/target/quarkus-app";
        // A cache is of one JVM, and larger than all else.
        add(build, build, file -> !file.getFileName().toString().contains(".aot"));
    }

    private void add(String folder, String name, Predicate<Path> wanted) throws IOException {
        var from = root.resolve(folder);
        try (var all = Files.walk(from)) {
            all.filter(Files::isRegularFile)
                    .filter(file -> wanted.test(from.relativize(file)))
                    .forEach(file -> files.put(name + "/" + from.relativize(file), file));
        }
    }

    /// Keys of whoever packs lie beside what is packed, in `.env` and `models.env`.
    private static boolean isPublic(Path file) {
        return !file.getFileName().toString().endsWith(".env");
    }
}
