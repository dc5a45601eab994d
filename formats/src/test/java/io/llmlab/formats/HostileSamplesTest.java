package io.llmlab.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Results whose samples are broken or made to do harm, in each format that has samples. They are read after the
/// results, so it is then that they are refused.
class HostileSamplesTest {

    @TempDir
    Path folder;

    /// Where the samples of a format stand; `%s` is the second sample.
    enum Place {
        LM_EVAL("samples_sums_2026-03-01T10-00-00.000000.jsonl", """
                {"doc_id": 0, "doc": {}, "filtered_resps": ["4"], "doc_hash": "a", "exact_match": 1.0}
                %s
                """),
        PROMPTFOO("results.json", """
                {"evalId": "eval-abc-2026-03-01T10:00:00", "config": {}, "results": {"version": 3, "results": [
                {"testIdx": 0, "promptIdx": 0, "promptId": "p", "provider": {"id": "m"}, "prompt": {"raw": "?"}, "score": 1},
                %s]}}"""),
        INSPECT("log.json", """
                {"version": 2, "status": "success", "eval": {"task": "t", "model": "m", "created": "2026-03-01T10:00:00Z"},
                 "results": {"scores": [{"name": "s", "metrics": {"accuracy": {"name": "accuracy", "value": 1}}}]},
                 "samples": [{"id": 1, "epoch": 1, "input": "?", "target": "!", "scores": {"s": {"value": "C"}}},
                %s]}"""),
        INSPECT_ZIP("samples/2_epoch_1.json", "%s"),
        OPENAI_EVALS("record.jsonl", """
                {"spec": {"completion_fns": ["m"], "eval_name": "sums.dev.v0", "run_id": "1"}}
                {"event_id": 1, "sample_id": "a", "type": "match", "data": {"correct": true}}
                %s
                """),
        CHAT_COMPLETIONS("answers.jsonl", """
                {"messages": [], "response": {"model": "m", "choices": []}, "correct": true}
                %s
                """);

        private final String file;
        private final String text;

        Place(String file, String text) {
            this.file = file;
            this.text = text;
        }
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void isRefusedWhereItIsNestedTooDeep(Place place) throws Exception {
        assertRefused(place, "{\"doc_id\": 1, \"doc\": " + "[".repeat(300) + "]".repeat(300) + "}", "nested deeper");
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void isRefusedWhereANameStandsTwice(Place place) throws Exception {
        assertRefused(
                place, "{\"doc_id\": 1, \"doc_id\": 2, \"testIdx\": 1, \"id\": 1, \"id\": 2}", "(twice|duplicate)");
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void isRefusedWhereItIsCutOff(Place place) throws Exception {
        assertRefused(place, "{\"doc_id\": 1, \"doc\": {\"question\": \"How ", "(cut off|no JSON|is no|Unexpected)");
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void isRefusedWhereItIsNotUtf8(Place place) throws Exception {
        assertRefused(place, "{\"doc_id\": 1, \"input\": \"caf\u00e9\"}", "is not UTF-8");
    }

    private void assertRefused(Place place, String sample, String reason) throws Exception {
        write(place, sample);

        assertThatThrownBy(this::readAll)
                .isInstanceOf(UnreadableResults.class)
                .hasMessageMatching("(?is).*" + reason + ".*");
    }

    private void readAll() {
        try (var reading = ResultFiles.read(List.of(folder), ReadingOptions.defaults())) {
            reading.batches()
                    .forEach(batch -> batch.runs().forEach(run -> run.samples().forEach(_ -> {})));
            // A file that is broken may have been passed over for others.
            reading.rejected().forEach(file -> {
                throw new UnreadableResults(file.file(), file.reason());
            });
        }
    }

    private void write(Place place, String sample) throws Exception {
        var bytes = place.text.replace("%s", sample).getBytes(StandardCharsets.ISO_8859_1);
        switch (place) {
            case LM_EVAL -> {
                Files.write(folder.resolve(place.file), bytes);
                Files.writeString(folder.resolve("results_2026-03-01T10-00-00.000000.json"), """
                        {"results": {"sums": {"exact_match,none": 1.0}}, "configs": {}, "config": {"model": "hf"},
                         "model_name": "m"}""");
            }
            case INSPECT_ZIP -> writeZip(place, bytes);
            case PROMPTFOO, INSPECT, OPENAI_EVALS, CHAT_COMPLETIONS -> Files.write(folder.resolve(place.file), bytes);
        }
    }

    private void writeZip(Place place, byte[] sample) throws Exception {
        try (var zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("log.eval")))) {
            zip.putNextEntry(new ZipEntry("header.json"));
            zip.write(Place.INSPECT
                    .text
                    .replaceAll("(?s), *\\s*\"samples\".*", "}")
                    .getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
            zip.putNextEntry(new ZipEntry(place.file));
            zip.write(sample);
            zip.closeEntry();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "1e999"})
    void leavesOutAScoreThatIsNoFiniteNumber(String value) throws Exception {
        Files.writeString(folder.resolve("results_2026-03-01T10-00-00.000000.json"), """
                {"results": {"sums": {"exact_match,none": %s, "f1,none": 0.5, "f1_stderr,none": %s}}, "configs": {},
                 "config": {"model": "hf"}, "model_name": "m"}""".formatted(value, value));

        try (var reading = ResultFiles.read(List.of(folder), ReadingOptions.defaults())) {
            var run = reading.batches().getFirst().runs().getFirst();
            assertThat(run.metrics()).singleElement().satisfies(metric -> {
                assertThat(metric.name()).isEqualTo("f1");
                assertThat(metric.stdError()).isNull();
            });
            assertThat(run.notes()).anyMatch(note -> note.contains("exact_match"));
        }
    }
}
