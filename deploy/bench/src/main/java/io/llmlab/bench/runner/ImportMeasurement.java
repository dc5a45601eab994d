package io.llmlab.bench.runner;

import io.llmlab.bench.report.Figure;
import io.llmlab.bench.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Results with their samples on their way through HTTP into the database.
final class ImportMeasurement {

    private static final int RUNS = 10;
    private static final int SAMPLES = 20_000;
    private static final double GOAL = 20_000;

    private final RunnerClient lab;
    private final Path folder;
    private final Report report;

    ImportMeasurement(RunnerClient lab, Path folder, Report report) {
        this.lab = lab;
        this.folder = folder;
        this.report = report;
    }

    void run() throws IOException {
        report.heading("Import: %d lm-eval runs of %,d samples each over HTTP into Postgres".formatted(RUNS, SAMPLES));
        var archive = new LmEvalRuns(folder, SAMPLES).archive(RUNS);
        var begun = System.nanoTime();
        var answer = lab.upload("/benchmark-runs/import", "application/zip", archive);
        var took = (System.nanoTime() - begun) / 1e9;
        var stored = 0L;
        for (var run : answer.path("runs")) {
            stored += run.path("sample_count").asLong();
        }
        if (stored != (long) RUNS * SAMPLES) {
            throw new IOException("%,d samples were stored, not %,d".formatted(stored, (long) RUNS * SAMPLES));
        }
        report.add(Figure.of("archive", Files.size(archive) / 1e6, "MB"));
        report.add(Figure.of("until all is stored", took, "s"));
        report.add(Figure.atLeast("samples stored", stored / took, "samples/s", GOAL));
    }
}
