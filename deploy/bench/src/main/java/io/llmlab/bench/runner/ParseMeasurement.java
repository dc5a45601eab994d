package io.llmlab.bench.runner;

import io.llmlab.bench.report.Figure;
import io.llmlab.bench.report.Report;
import io.llmlab.formats.ReadingOptions;
import io.llmlab.formats.ResultFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// Reading lm-eval results with their samples from disk, without a database.
final class ParseMeasurement {

    private static final int SAMPLES = 100_000;
    private static final int TURNS = 3;
    private static final double GOAL = 100;

    private final Path folder;
    private final Report report;

    ParseMeasurement(Path folder, Report report) {
        this.folder = folder;
        this.report = report;
    }

    void run() throws IOException {
        report.heading("Reading: an lm-eval run of %,d samples from disk, no database".formatted(SAMPLES));
        var files = new LmEvalRuns(folder, SAMPLES).write(0);
        var megabytes = 0.0;
        for (var file : files) {
            megabytes += Files.size(file) / 1e6;
        }
        report.add(Figure.of("files", megabytes, "MB"));
        for (var options :
                List.of(ReadingOptions.defaults(), ReadingOptions.defaults().withTextLength(0))) {
            var seconds = Double.POSITIVE_INFINITY;
            // The first turn also fills the file cache and compiles the code.
            for (var turn = 0; turn < TURNS; turn++) {
                seconds = Math.min(seconds, read(files, options));
            }
            var what = options.textLength() == 0 ? "scores alone" : "with prompts and answers";
            report.add(Figure.atLeast(what, megabytes / seconds, "MB/s", GOAL));
            report.add(Figure.of(what, SAMPLES / seconds, "samples/s"));
        }
    }

    private static double read(List<Path> files, ReadingOptions options) throws IOException {
        var begun = System.nanoTime();
        var samples = new LongAdder();
        try (var reading = ResultFiles.read(files, options)) {
            reading.batches()
                    .forEach(batch -> batch.runs().forEach(run -> run.samples().forEach(_ -> samples.increment())));
        }
        if (samples.sum() != SAMPLES) {
            throw new IOException("%d of %d samples were read".formatted(samples.sum(), SAMPLES));
        }
        return (System.nanoTime() - begun) / 1e9;
    }
}
