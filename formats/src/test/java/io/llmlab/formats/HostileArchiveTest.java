package io.llmlab.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Archives that are broken or made to do harm. Whatever they hold, nothing stays where they were unpacked.
class HostileArchiveTest {

    private static final byte[] BMF = "{\"gsm8k\": {\"accuracy\": {\"value\": 0.75}}}".getBytes(StandardCharsets.UTF_8);
    private static final int MB = 1 << 20;

    @TempDir
    Path folder;

    private Path work;

    @BeforeEach
    void makeWorkFolder() throws Exception {
        work = Files.createDirectory(folder.resolve("work"));
    }

    @AfterEach
    void leavesNothingBehind() {
        assertThat(work).isEmptyDirectory();
        assertThat(folder.resolve("evil.json")).doesNotExist();
    }

    @Test
    void readsAnArchiveInAnArchive() throws Exception {
        var file = write("outer.zip", zip(Map.of("inner.zip", zip(Map.of("bmf.json", BMF)))));

        try (var reading = read(file, Limits.defaults())) {
            assertThat(reading.batches())
                    .extracting(ParsedBatch::file)
                    .containsExactly("outer.zip!/inner.zip!/bmf.json");
        }
    }

    @Test
    void refusesAnArchiveBelowThat() throws Exception {
        var innermost = zip(Map.of("bmf.json", BMF));
        var file = write("outer.zip", zip(Map.of("middle.zip", zip(Map.of("inner.zip", innermost)))));

        assertRefused(file, Limits.defaults(), "an archive in an archive in an archive");
    }

    @Test
    void refusesAZipThatGivesTooManyTimesItsSize() throws Exception {
        var file = write("bomb.zip", zip(Map.of("bmf.json", new byte[24 * MB])));

        assertRefused(file, Limits.defaults(), "unpacking gives more than 200 times its own size");
    }

    @Test
    void refusesAGzipThatGivesTooManyTimesItsSize() throws Exception {
        var spaces = new byte[24 * MB];
        Arrays.fill(spaces, (byte) ' ');

        assertRefused(write("bomb.json.gz", gzip(spaces)), Limits.defaults(), "200 times its own size");
    }

    @Test
    void refusesMoreThanAllArchivesMayGive() throws Exception {
        var limits = new Limits(10, 2 * MB, 1_000_000, MB, MB, 200);
        var file = write("large.zip", zip(Map.of("bmf.json", new byte[3 * MB])));

        assertRefused(file, limits, "unpacking gives more than 2 MB");
    }

    @Test
    void refusesTooManyEntries() throws Exception {
        var limits = new Limits(3, MB, 200, MB, MB, 200);
        var entries = new LinkedHashMap<String, byte[]>();
        List.of("LICENSE", "README", "NOTES", "AUTHORS").forEach(name -> entries.put(name, new byte[] {'x'}));

        assertRefused(write("many.zip", zip(entries)), limits, "too many entries: at most 3");
    }

    @Test
    void readsWhatLiesBesideAnEntryWhoseNameLeadsOut() throws Exception {
        var entries = new LinkedHashMap<String, byte[]>();
        entries.put("../../evil.json", BMF);
        entries.put("good.json", BMF);

        try (var reading = read(write("slip.zip", zip(entries)), Limits.defaults())) {
            assertThat(reading.batches()).extracting(ParsedBatch::file).containsExactly("slip.zip!/good.json");
            assertThat(reading.rejected())
                    .containsExactly(
                            new Reading.Rejected("slip.zip!/../../evil.json", "its name leads out of the archive"));
        }
    }

    @Test
    void takesNoLinkOfATar() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            var link = new TarArchiveEntry("passwords.json", TarConstants.LF_SYMLINK);
            link.setLinkName("/etc/passwd");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
            var entry = new TarArchiveEntry("good.json");
            entry.setSize(BMF.length);
            tar.putArchiveEntry(entry);
            tar.write(BMF);
            tar.closeArchiveEntry();
        }

        try (var reading = read(write("links.tar.gz", gzip(bytes.toByteArray())), Limits.defaults())) {
            assertThat(reading.batches()).extracting(ParsedBatch::file).containsExactly("links.tar.gz!/good.json");
            assertThat(reading.rejected())
                    .containsExactly(new Reading.Rejected("links.tar.gz!/passwords.json", "is a link, not a file"));
        }
    }

    @Test
    void saysThatAGzipIsCutOff() throws Exception {
        var whole = gzip(BMF);

        assertRefused(write("cut.json.gz", Arrays.copyOf(whole, whole.length - 12)), Limits.defaults(), "cut off");
        assertRefused(write("head.json.gz", Arrays.copyOf(whole, 5)), Limits.defaults(), "cut off");
    }

    @Test
    void saysThatAZipIsCutOff() throws Exception {
        var whole = zip(Map.of("bmf.json", BMF));

        assertRefused(write("cut.zip", Arrays.copyOf(whole, whole.length - 30)), Limits.defaults(), "damaged ZIP file");
    }

    @Test
    void readsWhatLiesBesideABrokenArchive() throws Exception {
        var results = Files.createDirectory(folder.resolve("results"));
        Files.write(results.resolve("a.zip"), Arrays.copyOf(zip(Map.of("bmf.json", BMF)), 60));
        Files.write(results.resolve("b.json.gz"), Arrays.copyOf(gzip(BMF), 5));
        Files.write(results.resolve("c.json"), BMF);

        try (var reading = read(results, Limits.defaults())) {
            assertThat(reading.batches()).extracting(ParsedBatch::file).containsExactly("results/c.json");
            assertThat(reading.rejected())
                    .extracting(Reading.Rejected::file)
                    .containsExactlyInAnyOrder("results/a.zip", "results/b.json.gz");
        }
    }

    private void assertRefused(Path file, Limits limits, String reason) {
        assertThatThrownBy(() -> read(file, limits))
                .isInstanceOf(UnreadableResults.class)
                .hasMessageContaining(reason);
    }

    private Reading read(Path path, Limits limits) {
        return ResultFiles.read(
                List.of(path),
                ReadingOptions.defaults()
                        .withModelName("m")
                        .withWorkFolder(work)
                        .withLimits(limits));
    }

    private Path write(String name, byte[] content) throws Exception {
        return Files.write(folder.resolve(name), content);
    }

    private static byte[] gzip(byte[] content) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(Map<String, byte[]> entries) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }
}
