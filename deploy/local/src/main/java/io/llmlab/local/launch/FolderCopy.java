package io.llmlab.local.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;

/// Copies of folders that cost only what has changed.
final class FolderCopy {

    private FolderCopy() {}

    /// Makes `copy` the same as `original`. A file of the same size and time is taken for the same.
    static void update(Path original, Path copy) throws IOException {
        Files.createDirectories(copy);
        try (var kept = Files.walk(copy)) {
            for (var file : kept.sorted(Comparator.reverseOrder()).toList()) {
                if (!Files.exists(original.resolve(copy.relativize(file)))) {
                    Files.delete(file);
                }
            }
        }
        try (var wanted = Files.walk(original)) {
            for (var file : wanted.toList()) {
                copy(file, copy.resolve(original.relativize(file)));
            }
        }
    }

    private static void copy(Path file, Path target) throws IOException {
        if (Files.isDirectory(file)) {
            Files.createDirectories(target);
        } else if (!isSame(file, target)) {
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private static boolean isSame(Path file, Path target) throws IOException {
        return Files.exists(target)
                && Files.size(file) == Files.size(target)
                && Files.getLastModifiedTime(file).equals(Files.getLastModifiedTime(target));
    }
}
