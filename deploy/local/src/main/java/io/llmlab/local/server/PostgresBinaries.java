package io.llmlab.local.server;

import com.sun.security.auth.module.UnixSystem;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// Postgres' programs, unpacked from the Maven artifact of this system.
final class PostgresBinaries {

    private static final Set<PosixFilePermission> EXECUTABLE = EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_EXECUTE);

    private final Path folder;
    private final List<String> prefix;

    private PostgresBinaries(Path folder, List<String> prefix) {
        this.folder = folder;
        this.prefix = prefix;
    }

    /// Unpacks into the folder, unless that is done already.
    static PostgresBinaries in(Path folder) throws IOException {
        if (!Files.exists(folder.resolve("bin/postgres"))) {
            // Into a neighbour first: a folder with the final name is complete.
            var unpacked = folder.resolveSibling(folder.getFileName() + ".part");
            unpack(unpacked);
            Files.createDirectories(folder.getParent());
            Files.move(unpacked, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        return new PostgresBinaries(folder, isRoot() ? List.of("unshare", "-U") : List.of());
    }

    /// The command line of a program. Postgres refuses to run as root, so root runs it in a user namespace of its own.
    List<String> command(String program, String... arguments) {
        var command = new ArrayList<>(prefix);
        command.add(folder.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static boolean isRoot() {
        return new UnixSystem().getUid() == 0;
    }

    private static void unpack(Path folder) throws IOException {
        var resolver = DefaultPostgresBinaryResolver.INSTANCE;
        try (var packed = resolver.getPgBinary(system(), System.getProperty("os.arch"))) {
            if (packed == null) {
                throw new IOException("There is no Postgres for %s %s; set DATABASE_URL to a server of yours"
                        .formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
            }
            unpack(packed, folder);
        }
    }

    private static void unpack(InputStream packed, Path folder) throws IOException {
        try (var archive = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(packed)))) {
            for (var entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                unpack(archive, entry, folder.resolve(entry.getName()).normalize());
            }
        }
    }

    private static void unpack(TarArchiveInputStream archive, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        Files.deleteIfExists(target);
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(archive, target);
        if ((entry.getMode() & 0100) != 0) {
            Files.setPosixFilePermissions(target, EXECUTABLE);
        }
    }

    private static String system() {
        var name = System.getProperty("os.name");
        return name.startsWith("Mac") ? "Darwin" : name.startsWith("Windows") ? "Windows" : name;
    }
}
