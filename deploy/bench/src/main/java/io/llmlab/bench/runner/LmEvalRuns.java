package io.llmlab.bench.runner;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes what lm-evaluation-harness 0.4 leaves behind, `results_<time>.json` and `samples_<task>_<time>.jsonl`,
/// a folder a run: prompts and answers of the length that GSM8K's have with five examples before the question.
///
/// @param folder made where it is missing
/// @param samples of each run
record LmEvalRuns(Path folder, int samples) {

    private static final DateTimeFormatter TIME_IN_NAMES =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss.SSSSSS").withZone(ZoneOffset.UTC);
    private static final Instant FIRST = Instant.parse("2026-01-01T02:00:00Z");
    private static final String TASK = "gsm8k";
    private static final String EXAMPLES =
            "Question: A train leaves at nine and takes ninety minutes. When does it arrive?\\nAnswer: #### 630\\n\\n"
                    .repeat(20);
    private static final String REASONING =
            "First the hours are added, then the minutes, then both together. ".repeat(6);

    /// @return all runs in one zip file
    Path archive(int runs) throws IOException {
        var archive = Files.createDirectories(folder).resolve("runs.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (var run = 0; run < runs; run++) {
                for (var file : write(run)) {
                    zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
                    Files.copy(file, zip);
                    zip.closeEntry();
                }
            }
        }
        return archive;
    }

    /// @param run its number from 0, which is also its day
    /// @return the two files, results first
    List<Path> write(int run) throws IOException {
        var at = FIRST.plus(Duration.ofDays(run));
        var name = TIME_IN_NAMES.format(at);
        var place = Files.createDirectories(folder.resolve("run-" + run).resolve("bench__model"));
        var random = new Random(run);
        var correct = writeSamples(place.resolve("samples_%s_%s.jsonl".formatted(TASK, name)), random);
        var share = (double) correct / samples;
        Files.writeString(place.resolve("results_%s.json".formatted(name)), """
                {"results": {"gsm8k": {"alias": "gsm8k", "exact_match,strict-match": %s,
                  "exact_match_stderr,strict-match": %s}},
                 "group_subtasks": {"gsm8k": []}, "configs": {"gsm8k": {"task": "gsm8k", "num_fewshot": 5,
                  "output_type": "generate_until", "repeats": 1}},
                 "versions": {"gsm8k": 3.0}, "n-shot": {"gsm8k": 5},
                 "higher_is_better": {"gsm8k": {"exact_match": true}},
                 "n-samples": {"gsm8k": {"original": %d, "effective": %d}},
                 "config": {"model": "vllm", "model_args": "pretrained=bench/model", "random_seed": 0},
                 "date": %d.0, "lm_eval_version": "0.4.9", "model_source": "vllm", "model_name": "bench/model",
                 "model_name_sanitized": "bench__model", "start_time": 1.0, "end_time": 2.0,
                 "total_evaluation_time_seconds": "1.0"}
                """.formatted(
                        share, Math.sqrt(share * (1 - share) / samples), samples, samples, at.getEpochSecond()));
        var files = new ArrayList<Path>();
        try (var written = Files.list(place)) {
            written.sorted().forEach(files::add);
        }
        return files;
    }

    private int writeSamples(Path file, Random random) throws IOException {
        var correct = 0;
        try (var lines = Files.newBufferedWriter(file)) {
            for (var sample = 0; sample < samples; sample++) {
                var right = random.nextInt(100) < 80;
                correct += right ? 1 : 0;
                writeSample(lines, sample, right);
            }
        }
        return correct;
    }

    private static void writeSample(BufferedWriter lines, int sample, boolean right) throws IOException {
        var question =
                "How many minutes after midnight is it, in case %d, when both trains have arrived?".formatted(sample);
        var answer = right ? sample : sample + 1;
        lines.write("""
                {"doc_id": %d, "doc": {"question": "%s", "answer": "%s#### %d"}, "target": "%s#### %d", \
                "arguments": {"gen_args_0": {"arg_0": "%s%s", "arg_1": {"until": ["Question:"], "do_sample": false}}}, \
                "resps": [["%sThe answer is %d"]], "filtered_resps": ["%d"], "filter": "strict-match", \
                "metrics": ["exact_match"], "doc_hash": "%064x", "prompt_hash": "%064x", "target_hash": "%064x", \
                "exact_match": %d.0}
                """.formatted(
                        sample,
                        question,
                        REASONING,
                        sample,
                        REASONING,
                        sample,
                        EXAMPLES,
                        question,
                        REASONING,
                        answer,
                        answer,
                        sample,
                        sample + 1_000_000,
                        sample + 2_000_000,
                        right ? 1 : 0));
    }
}
