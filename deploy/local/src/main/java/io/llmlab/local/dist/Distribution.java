package io.llmlab.local.dist;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// The suite in one archive that `./lab up` starts wherever there is a JRE, from modules that are built. The same files
/// give the same archive, byte by byte, whoever packs them and when.
///
/// @param root the project's folder
/// @param made the time of each file in it
public record Distribution(Path root, String version, Instant made) {

    private static final int PROGRAM = 0100755;
    private static final int FILE = 0100644;

    /// Says to the script `lab` that there are no sources.
    private static final String VERSION = "VERSION";

    /// The folder that the archive holds, and its name before `.tar.gz`.
    public String name() {
        return "llm-lab-monitor-" + version;
    }

    /// @param folder where the archive is to be
    /// @return the archive
    /// @throws IOException naming what is not built
    public Path pack(Path folder) throws IOException {
        var files = Contents.of(root);
        var archive = Files.createDirectories(folder).resolve(name() + ".tar.gz");
        var part = archive.resolveSibling(archive.getFileName() + ".part");
        try (var tar = new TarArchiveOutputStream(
                new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(part))))) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            putVersion(tar);
            putAll(tar, files);
        }
        return Files.move(part, archive, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private void putVersion(TarArchiveOutputStream tar) throws IOException {
        var content = (version + "\n").getBytes(StandardCharsets.UTF_8);
        tar.putArchiveEntry(entry(VERSION, TarConstants.LF_NORMAL, content.length));
        tar.write(content);
        tar.closeArchiveEntry();
    }

    /// The four services share most of their libraries: what is there already becomes a link to it.
    private void putAll(TarArchiveOutputStream tar, Map<String, Path> files) throws IOException {
        var known = new HashMap<String, String>();
        for (var file : files.entrySet()) {
            var name = file.getKey();
            var same = name.endsWith(".jar") ? known.putIfAbsent(Sums.sha256(file.getValue()), name) : null;
            if (same == null) {
                tar.putArchiveEntry(entry(name, TarConstants.LF_NORMAL, Files.size(file.getValue())));
                Files.copy(file.getValue(), tar);
            } else {
                var link = entry(name, TarConstants.LF_LINK, 0);
                link.setLinkName(name() + "/" + same);
                tar.putArchiveEntry(link);
            }
            tar.closeArchiveEntry();
        }
    }

    private TarArchiveEntry entry(String file, byte kind, long size) {
        var entry = new TarArchiveEntry(name() + "/" + file, kind);
        entry.setSize(size);
        entry.setMode(file.equals("lab") || file.endsWith(".sh") ? PROGRAM : FILE);
        entry.setModTime(FileTime.from(made));
        entry.setIds(0, 0);
        entry.setNames("", "");
        return entry;
    }
}
