package io.llmlab.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Samples pass through: a file of 60 MB fits a heap of 32 MB.
@Tag("full")
class SmallHeapTest {

    private static final int SAMPLES = 60_000;
    private static final String DATE = "2026-03-01T10-00-00.000000";

    @TempDir
    Path folder;

    @Test
    void readsSixtyMegabytesOfSamplesInASmallHeap() throws Exception {
        write();

        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reader.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        try (var output = process.getInputStream()) {
            assertThat(new String(output.readAllBytes(), StandardCharsets.UTF_8))
                    .endsWith("%d samples, %d right%n".formatted(SAMPLES, SAMPLES / 2));
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private void write() throws Exception {
        Files.writeString(folder.resolve("results_%s.json".formatted(DATE)), """
                {"results": {"sums": {"acc,none": 0.5}}, "configs": {}, "config": {"model": "hf"}, "model_name": "m"}
                """);
        var filling = "x".repeat(950);
        var samples = folder.resolve("samples_sums_%s.jsonl".formatted(DATE));
        try (var writer = Files.newBufferedWriter(samples)) {
            for (var index = 0; index < SAMPLES; index++) {
                writer.write(
                        "{\"doc_id\": %d, \"doc\": {\"q\": \"%s\"}, \"resps\": [[\"a\"]], \"filtered_resps\": [\"a\"], \"filter\": \"none\", \"doc_hash\": \"%064x\", \"acc\": %d.0}%n"
                                .formatted(index, filling, index, index % 2));
            }
        }
        assertThat(Files.size(samples)).isGreaterThan(60_000_000);
    }

    /// What runs in the small heap.
    static final class Reader {

        private Reader() {}

        public static void main(String[] arguments) {
            try (var reading = ResultFiles.read(List.of(Path.of(arguments[0])), ReadingOptions.defaults())) {
                var samples = new LongAdder();
                var right = new LongAdder();
                reading.batches().getFirst().runs().getFirst().samples().forEach(sample -> {
                    samples.increment();
                    right.add(Double.valueOf(1).equals(sample.score()) ? 1 : 0);
                });
                System.out.printf("%d samples, %d right%n", samples.sum(), right.sum());
            }
        }
    }
}
