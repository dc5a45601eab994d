package io.llmlab.e2e;

import io.llmlab.local.server.PostgresCluster;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/// A copy of a Postgres' files while it works, and its write-ahead log: as `docs/operate.md` has it, without
/// `pg_basebackup`, which does not come with the programs of tests. PostgreSQL 18, 25.3.4: Making a Base Backup Using
/// the
/// Low Level API.
final class BaseBackup {

    /// Folders whose content belongs to the running server and is no part of a copy.
    private static final Set<String> LEFT_EMPTY = Set.of(
            "pg_wal",
            "pg_dynshmem",
            "pg_notify",
            "pg_replslot",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");

    private static final Set<String> LEFT_OUT = Set.of("postmaster.pid", "postmaster.opts");

    private final Path source;
    private final Path folder;

    /// @param source with the folders `programs` and `data` of the server that is copied
    /// @param folder becomes the same of the copy
    BaseBackup(Path source, Path folder) {
        this.source = source;
        this.folder = folder;
    }

    /// Copies the files. The server writes on.
    ///
    /// @param connection of an owner; it stays open meanwhile
    void take(Connection connection) throws IOException, SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select pg_backup_start('operate', fast => true)");
            copy(source.resolve("data"), folder.resolve("data"));
            try (var ends = statement.executeQuery("select labelfile from pg_backup_stop(wait_for_archive => false)")) {
                ends.next();
                Files.writeString(folder.resolve("data/backup_label"), ends.getString(1));
            }
        }
        Files.createSymbolicLink(folder.resolve("programs"), source.resolve("programs"));
    }

    /// Takes the log as far as it is written; an archive would have had it piece by piece.
    void takeLog(Connection connection) throws IOException, SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select pg_switch_wal()");
        }
        copy(source.resolve("data/pg_wal"), folder.resolve("archive"));
    }

    /// Starts the copy and lets it catch up to a restore point, after which it is a server like any other.
    PostgresCluster restore(String point, int port, String password) throws IOException {
        Files.createFile(folder.resolve("data/recovery.signal"));
        Files.writeString(
                folder.resolve("data/postgresql.auto.conf"),
                """
                restore_command = 'cp "%s/%%f" "%%p"'
                recovery_target_name = '%s'
                recovery_target_action = 'promote'
                """.formatted(folder.resolve("archive"), point),
                StandardOpenOption.APPEND);
        var cluster = new PostgresCluster(folder, folder.resolve("restored.log"), port, password);
        cluster.start();
        return cluster;
    }

    private static void copy(Path from, Path to) throws IOException {
        var owned = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(to.getParent());
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) throws IOException {
                Files.createDirectory(to.resolve(from.relativize(visited).toString()), owned);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                var within = from.relativize(file);
                if (!LEFT_OUT.contains(within.toString())
                        && !(within.getNameCount() > 1
                                && LEFT_EMPTY.contains(within.getName(0).toString()))) {
                    Files.copy(file, to.resolve(within.toString()));
                }
                return FileVisitResult.CONTINUE;
            }

            /// It was there when its folder was read.
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }
}
