package io.llmlab.local.launch;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The files of a stack: its processes' notes, its logs, its password and key.
final class StackFolder {

    private static final String START = "=== start";
    private static final long LARGE_LOG = 10L * 1024 * 1024;
    private static final long LOG_TAIL = 64 * 1024;
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final int PASSWORD_BYTES = 24;
    private static final int KEY_BYTES = 32;
    private static final String SECRETS_KEY = "secrets-key";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    StackFolder(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("logs"));
        Files.createDirectories(folder.resolve("run"));
    }

    /// Data of a part.
    Path data(String part) {
        return folder.resolve(part);
    }

    Path log(String part) {
        return folder.resolve("logs").resolve(part + ".log");
    }

    /// Prepares a log for its process's start: one that has grown large is put aside as `<part>.log.1`, and a line says
    /// where the new start begins.
    Path openLog(String part) throws IOException {
        var log = log(part);
        if (Files.exists(log) && Files.size(log) > LARGE_LOG) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        var line = "%s %s%n".formatted(START, Instant.now().truncatedTo(ChronoUnit.SECONDS));
        return Files.writeString(log, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /// The end of what a part has logged since its last start.
    List<String> lastLines(String part, int count) throws IOException {
        var log = log(part);
        if (!Files.exists(log)) {
            return List.of();
        }
        try (var content = new RandomAccessFile(log.toFile(), "r")) {
            var tail = new byte[(int) Math.min(content.length(), LOG_TAIL)];
            content.seek(content.length() - tail.length);
            content.readFully(tail);
            var lines = new String(tail, StandardCharsets.UTF_8).lines().toList();
            var first = lines.stream().filter(line -> line.startsWith(START)).reduce((_, last) -> last);
            var since = first.map(start -> lines.subList(lines.lastIndexOf(start) + 1, lines.size()))
                    .orElse(lines);
            return since.subList(Math.max(0, since.size() - count), since.size());
        }
    }

    void note(Part part) throws IOException {
        var written = Files.writeString(noteOf(part.name() + ".part"), JSON.writeValueAsString(part));
        Files.move(written, noteOf(part.name()), StandardCopyOption.ATOMIC_MOVE);
    }

    /// What was noted at the part's last start, whether it still runs or not.
    Optional<Part> noted(String part) throws IOException {
        return Files.exists(noteOf(part))
                ? Optional.of(JSON.readValue(noteOf(part).toFile(), Part.class))
                : Optional.empty();
    }

    void forget(String part) throws IOException {
        Files.deleteIfExists(noteOf(part));
    }

    /// The password of the database's roles: random, made once, readable by its owner alone.
    String password() throws IOException {
        return secret("database-password", PASSWORD_BYTES, Base64.getUrlEncoder());
    }

    /// The key with which the services seal secrets: the same.
    String secretsKey() throws IOException {
        return secret(SECRETS_KEY, KEY_BYTES, Base64.getEncoder());
    }

    /// The same, where one was made.
    Optional<String> knownSecretsKey() throws IOException {
        return Files.exists(folder.resolve(SECRETS_KEY)) ? Optional.of(secretsKey()) : Optional.empty();
    }

    /// Synchronized: the services are started at the same time.
    private synchronized String secret(String name, int bytes, Base64.Encoder encoder) throws IOException {
        var file = folder.resolve(name);
        if (!Files.exists(file)) {
            var random = new byte[bytes];
            new SecureRandom().nextBytes(random);
            var written = folder.resolve(name + ".part");
            Files.deleteIfExists(written);
            Files.createFile(written, OWNER_ONLY);
            Files.writeString(written, encoder.encodeToString(random));
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readString(file).strip();
    }

    private Path noteOf(String part) {
        return folder.resolve("run").resolve(part + ".json");
    }
}
