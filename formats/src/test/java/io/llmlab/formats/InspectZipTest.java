package io.llmlab.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipMethod;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Logs of inspect_ai in their ZIP form, packed in either way, whole and crashed, and what samples' scores mean.
class InspectZipTest {

    private static final String BEGUN = """
            "version": 2, "eval": {"task": "sums", "model": "openai/gpt-x", "created": "2026-02-03T04:05:06+00:00"}""";

    @TempDir
    Path folder;

    @Test
    void readsALogInDeflate() throws Exception {
        assertIsWhole(write("log.eval", whole(), ZipEntry.DEFLATED));
    }

    @Test
    void readsALogInZstandard() throws Exception {
        assertIsWhole(write("log.eval", whole(), ZipMethod.ZSTD.getCode()));
    }

    private void assertIsWhole(Path file) {
        try (var reading = read(file)) {
            var run = reading.batches().getFirst().runs().getFirst();
            assertThat(run.outcome()).isEqualTo(Outcome.completed());
            assertThat(run.metrics().getFirst().value()).isEqualTo(0.75);
            assertThat(samples(run)).extracting(ParsedSample::id).containsExactly("one", "two", "three", "four");
            assertThat(samples(run)).extracting(ParsedSample::score).containsExactly(1.0, 0.0, 1.0, 1.0);
            assertThat(samples(run)).extracting(ParsedSample::cluster).containsOnlyNulls();
        }
    }

    @Test
    void computesTheMetricsOfALogWithoutHeader() throws Exception {
        var entries = whole();
        entries.remove("header.json");
        entries.put("_journal/start.json", "{%s}".formatted(BEGUN));

        try (var reading = read(write("crashed.eval", entries, ZipEntry.DEFLATED))) {
            var run = reading.batches().getFirst().runs().getFirst();
            assertThat(run.outcome().status()).isEqualTo(Outcome.Status.FAILED);
            assertThat(run.time().at()).isEqualTo(Instant.parse("2026-02-03T04:05:06Z"));
            assertThat(run.metrics().getFirst().value()).isEqualTo(0.75);
            assertThat(run.metrics().getFirst().sampleCount()).isEqualTo(4);
            assertThat(run.scoreMetric()).isEqualTo("accuracy");
        }
    }

    @Test
    void computesTheMeanOfTheFirstScorerWhereTheLogHasNone() throws Exception {
        var entries = whole();
        entries.put("header.json", """
                {%s, "status": "success", "results": {"scores": [
                  {"name": "match", "metrics": {"std": {"value": 0.5}}},
                  {"name": "other", "metrics": {"accuracy": {"value": 0.9}}}]}}
                """.formatted(BEGUN));

        try (var reading = read(write("log.eval", entries, ZipEntry.DEFLATED))) {
            var run = reading.batches().getFirst().runs().getFirst();
            assertThat(run.scoreMetric()).isEqualTo("match/mean");
            assertThat(run.metrics())
                    .filteredOn(metric -> metric.name().equals("match/mean"))
                    .extracting(ParsedMetric::value)
                    .containsExactly(0.75);
            assertThat(run.notes()).singleElement().asString().contains("match/mean was computed");
        }
    }

    private static Map<String, String> whole() {
        var entries = new LinkedHashMap<String, String>();
        entries.put("header.json", """
                {%s, "status": "success", "results": {"scores": [
                  {"name": "match", "metrics": {"accuracy": {"value": 0.75}}}]}}
                """.formatted(BEGUN));
        entries.put("samples/1_epoch_1.json", sample("one", "C"));
        entries.put("samples/2_epoch_1.json", sample("two", "I"));
        entries.put("samples/10_epoch_1.json", sample("four", "C"));
        entries.put("samples/3_epoch_1.json", sample("three", "C"));
        return entries;
    }

    private static String sample(String id, String score) {
        return """
                {"id": "%s", "epoch": 1, "input": "?", "target": "!", "scores": {"match": {"value": "%s"}}}
                """.formatted(id, score);
    }

    private Path write(String name, Map<String, String> entries, int method) throws Exception {
        var path = folder.resolve(name);
        try (var zip = new ZipArchiveOutputStream(path)) {
            for (var entry : entries.entrySet()) {
                var content = entry.getValue().getBytes(StandardCharsets.UTF_8);
                var header = new ZipArchiveEntry(entry.getKey());
                header.setMethod(method);
                if (method == ZipEntry.DEFLATED) {
                    zip.putArchiveEntry(header);
                    zip.write(content);
                    zip.closeArchiveEntry();
                } else {
                    addPacked(zip, header, content);
                }
            }
        }
        return path;
    }

    private static void addPacked(ZipArchiveOutputStream zip, ZipArchiveEntry header, byte[] content) throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var zstd = new ZstdCompressorOutputStream(packed)) {
            zstd.write(content);
        }
        var crc = new CRC32();
        crc.update(content);
        header.setSize(content.length);
        header.setCompressedSize(packed.size());
        header.setCrc(crc.getValue());
        zip.addRawArchiveEntry(header, new ByteArrayInputStream(packed.toByteArray()));
    }

    private static Reading read(Path file) {
        return ResultFiles.read(List.of(file), ReadingOptions.defaults());
    }

    private static List<ParsedSample> samples(ParsedRun run) {
        var samples = new ArrayList<ParsedSample>();
        run.samples().forEach(samples::add);
        return samples;
    }
}
