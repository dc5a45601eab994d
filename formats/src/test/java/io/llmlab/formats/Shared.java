package io.llmlab.formats;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/// Real files beside the project's folder; tests that need them are skipped where they are absent.
final class Shared {

    private Shared() {}

    static Path sample(String name) {
        var path = Path.of(System.getProperty("llmlab.root", ".."))
                .toAbsolutePath()
                .resolveSibling("shared/samples")
                .resolve(name);
        assumeTrue(Files.exists(path), "there is no " + path);
        return path;
    }
}
