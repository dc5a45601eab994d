package io.llmlab.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The project's files, of which a part is held against another.
final class Project {

    /// The four, as the chart names them, and the modules they come from.
    enum Service {
        RUNNER("benchmark-runner-service"),
        REGRESSION("regression-service"),
        ALERT("alert-service"),
        GATEWAY("api-gateway");

        final String module;

        Service(String module) {
            this.module = module;
        }

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private Project() {}

    static Path path(String name) {
        return Path.of(Optional.ofNullable(System.getProperty("llmlab.root")).orElse("../.."))
                .resolve(name)
                .toAbsolutePath()
                .normalize();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static List<Path> files(Path folder, String ending) {
        try (var all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static void copy(Path from, Path to) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(from)) {
            all = walk.toList();
        }
        for (var file : all) {
            var target = to.resolve(from.relativize(file).toString());
            if (Files.isDirectory(file)) {
                Files.createDirectories(target);
            } else {
                Files.copy(file, target);
            }
        }
    }
}
