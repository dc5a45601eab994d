package io.llmlab.bench.runner;

import io.llmlab.bench.report.Figure;
import io.llmlab.bench.report.Report;
import io.llmlab.bench.store.Database;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;

/// A results file with 500 MB of samples on its way through HTTP into the database, while the service has a heap of
/// 256 MB: what it reads has to pass through it, not to lie in it.
final class BigImportMeasurement {

    /// What the service is started with.
    static final String HEAP = "256m";

    private static final int SAMPLES = 160_000;
    private static final double BYTES_PER_MB = 1e6;
    private static final double LEAST_MEGABYTES = 500;
    private static final double HEAP_MEGABYTES = (256 << 20) / BYTES_PER_MB;

    private final RunnerClient lab;
    private final Path folder;
    private final Report report;

    BigImportMeasurement(RunnerClient lab, Path folder, Report report) {
        this.lab = lab;
        this.folder = folder;
        this.report = report;
    }

    /// @param databaseUrl of the runner
    /// @param metrics the address of the runner's metrics
    /// @param process the runner's process id, as long as it runs
    /// @throws IOException where the runner refused the files, lost samples or ended
    void run(String databaseUrl, URI metrics, Supplier<Optional<Long>> process) throws IOException {
        report.heading("Big import: one lm-eval run of %,d samples over HTTP into Postgres, heap of %s"
                .formatted(SAMPLES, HEAP));
        var files = new LmEvalRuns(folder, SAMPLES).write(0);
        var megabytes = 0.0;
        for (var file : files) {
            megabytes += Files.size(file) / BYTES_PER_MB;
        }
        if (megabytes < LEAST_MEGABYTES) {
            throw new IOException("The samples have %.0f MB, not %.0f".formatted(megabytes, LEAST_MEGABYTES));
        }
        var before = process.get();
        try (var footprint = new Footprint(Database.connect(databaseUrl), metrics)) {
            var begun = System.nanoTime();
            var answer = lab.uploadForm("/benchmark-runs/import", files);
            var took = (System.nanoTime() - begun) / 1e9;
            requireAll(answer.path("runs").path(0).path("id").asLong());
            report.add(Figure.of("files", megabytes, "MB"));
            report.add(Figure.of("until all is stored", took, "s"));
            report.add(Figure.of("through HTTP into the database", megabytes / took, "MB/s"));
            report.add(Figure.of("samples stored", SAMPLES / took, "samples/s"));
            report.add(Figure.atMost("heap of the runner, at most", footprint.heapMegabytes(), "MB", HEAP_MEGABYTES));
        } catch (SQLException failure) {
            throw new IOException("The database cannot be looked at: " + failure.getMessage(), failure);
        }
        if (before.isEmpty() || !before.equals(process.get())) {
            throw new IOException("The runner ended while it imported; its log is in .lab/bench/big/logs");
        }
    }

    private void requireAll(long run) throws IOException {
        var stored = lab.get("/benchmark-runs/" + run).path("sample_count").asInt();
        if (stored != SAMPLES) {
            throw new IOException("%,d samples were stored, not %,d".formatted(stored, SAMPLES));
        }
    }
}
