package io.llmlab.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that are broken, foreign or made to do harm, each refused or read for what it is.
class HostileInputTest {

    private static final String BMF = "{\"gsm8k\": {\"accuracy\": {\"value\": 0.75}}}";
    private static final String RECORD = """
            {"spec": {"completion_fns": ["gpt-x"], "eval_name": "sums.dev.v0", "run_id": "1"}}
            """;

    @TempDir
    Path folder;

    @Test
    void saysThatAnEmptyFileIsEmpty() throws Exception {
        assertRefused(write("results.json", ""), "is empty");
    }

    @Test
    void saysThatJsonIsCutOff() throws Exception {
        assertRefused(write("results.json", "{\"results\": {\"gsm8k\": {\"acc"), "cut off");
    }

    @Test
    void refusesDeepNesting() throws Exception {
        assertRefused(write("results.json", "{\"a\":" + "[".repeat(100_000)), "nested deeper than 200 levels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-8"})
    void readsUnicode(String encoding) throws Exception {
        var text = "{\"gsm8k-é\": {\"accuracy\": {\"value\": 0.75}}}";

        assertThat(taskOf(write("results.json", text, Charset.forName(encoding))))
                .isEqualTo("gsm8k-é");
    }

    @Test
    void readsAByteOrderMark() throws Exception {
        assertThat(taskOf(write("results.json", "\ufeff" + BMF))).isEqualTo("gsm8k");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"caf\u00e9\": {\"accuracy\": {\"value\": 1}}}", "{\"a\": \"caf\u00e9\"}", "{\"\u00fc\": 1}"})
    void saysThatLatin1IsNotUtf8(String text) throws Exception {
        assertRefused(write("results.json", text, StandardCharsets.ISO_8859_1), "is not UTF-8");
    }

    @Test
    void leavesOutWhatIsNoFiniteNumber() throws Exception {
        var file = write("results.json", """
                {"gsm8k": {"accuracy": {"value": 0.75}, "loss": {"value": NaN}, "ppl": {"value": Infinity}}}
                """);

        try (var reading = read(file)) {
            var run = reading.batches().getFirst().runs().getFirst();
            assertThat(run.metrics()).extracting(ParsedMetric::name).containsExactly("accuracy");
            assertThat(run.notes()).hasSize(2).allMatch(note -> note.contains("no finite number"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"gsm8k\": {\"accuracy\": {\"value\": 1}, \"accuracy\": {\"value\": 0}}}",
                "{\"version\": 2, \"eval\": {\"task\": \"t\", \"model\": \"m\"}, \"samples\": [], \"samples\": []}",
                "{\"results\": {\"version\": 3, \"results\": [], \"results\": []}}",
            })
    void refusesANameThatStandsTwice(String text) throws Exception {
        assertThatThrownBy(() -> read(write("results.json", text)))
                .isInstanceOf(UnreadableResults.class)
                .hasMessageMatching("(?is).*(twice|duplicate).*");
    }

    @Test
    void refusesALineOfMoreThanTenMegabytes() throws Exception {
        var text = "x".repeat(6 << 20);
        var file = write(
                "record.jsonl", RECORD + "{\"type\": \"a\", \"b\": \"%s\", \"c\": \"%s\"}\n".formatted(text, text));

        assertRefused(file, "line 2 has more than 10 MB");
    }

    @Test
    void refusesALongLineInUtf16AsWell() throws Exception {
        var limits = new Limits(10, 1 << 20, 200, 1 << 20, 1000, 200);
        var text = "x".repeat(800);
        var file = write(
                "record.jsonl",
                RECORD + "{\"type\": \"a\", \"b\": \"%s\", \"c\": \"%s\"}\n".formatted(text, text),
                StandardCharsets.UTF_16LE);

        assertThatThrownBy(() -> ResultFiles.read(
                        List.of(file), ReadingOptions.defaults().withLimits(limits)))
                .isInstanceOf(UnreadableResults.class)
                .hasMessageContaining("line 2 has more than");
    }

    @Test
    void saysWhatAForeignFileOfAFamiliarNameHolds() throws Exception {
        var file = write("promptfoo-results.json", "{\"summary\": {\"passed\": 3}, \"tests\": []}");

        assertRefused(file, "the fields summary, tests");
    }

    @Test
    void followsNoLinkInAFolder() throws Exception {
        var inner = Files.createDirectory(folder.resolve("results"));
        Files.writeString(inner.resolve("bmf.json"), BMF);
        Files.createSymbolicLink(inner.resolve("loop"), inner);

        try (var reading = read(inner)) {
            assertThat(reading.batches()).hasSize(1);
            assertThat(reading.warnings()).singleElement().asString().contains("links were not followed", "loop");
        }
    }

    @Test
    void readsAFolderThatIsNamedByALink() throws Exception {
        var inner = Files.createDirectory(folder.resolve("results"));
        Files.writeString(inner.resolve("bmf.json"), BMF);
        var link = Files.createSymbolicLink(folder.resolve("latest"), inner);

        try (var reading = read(link)) {
            assertThat(reading.batches()).extracting(ParsedBatch::file).containsExactly("latest/bmf.json");
        }
    }

    private void assertRefused(Path file, String reason) {
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(UnreadableResults.class)
                .hasMessageContaining(String.valueOf(file.getFileName()))
                .hasMessageContaining(reason);
    }

    private static String taskOf(Path file) {
        try (var reading = read(file)) {
            return reading.batches().getFirst().runs().getFirst().task().name();
        }
    }

    private static Reading read(Path path) {
        return ResultFiles.read(List.of(path), ReadingOptions.defaults().withModelName("m"));
    }

    private Path write(String name, String text) throws Exception {
        return write(name, text, StandardCharsets.UTF_8);
    }

    private Path write(String name, String text, Charset charset) throws Exception {
        return Files.writeString(folder.resolve(name), text, charset);
    }
}
