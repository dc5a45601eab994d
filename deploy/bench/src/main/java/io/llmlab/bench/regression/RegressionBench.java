package io.llmlab.bench.regression;

import io.llmlab.bench.report.ProcessorTime;
import io.llmlab.bench.report.Report;
import io.llmlab.local.launch.LocalStack;
import io.llmlab.local.launch.Progress;
import io.llmlab.local.launch.Service;
import io.llmlab.local.launch.StackSettings;
import io.llmlab.local.server.Folders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// `./lab bench regression`: the regression service alone, with a Postgres and a broker beside it, and 1,000 series
/// with 500 points each.
public final class RegressionBench {

    private static final List<String> PARTS = List.of("throughput", "latency", "depth");

    static final int MODELS = 100;
    private static final int HISTORY = 500;
    private static final Duration STEP = Duration.ofHours(1);

    private final Path root;
    private final Path folder;
    private final Report report;

    public RegressionBench(Path root, Report report) {
        this.root = root;
        this.folder = root.resolve(".lab/bench-regression");
        this.report = report;
    }

    /// @param chosen some of `throughput`, `latency`, `depth`; none: all
    /// @throws IllegalArgumentException for another name
    public void run(List<String> chosen) throws IOException {
        if (!PARTS.containsAll(chosen)) {
            throw new IllegalArgumentException("./lab bench regression takes any of " + String.join(", ", PARTS));
        }
        Folders.delete(folder);
        var settings = StackSettings.isolated(root, folder.resolve("stack"), Map.of());
        try (var stack = LocalStack.of(settings, Progress.SILENT)) {
            stack.start(Set.of(Service.REGRESSION));
            measure(stack, chosen.isEmpty() ? PARTS : chosen);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", interrupted);
        }
        Folders.delete(folder);
    }

    private void measure(LocalStack stack, List<String> parts) throws IOException, InterruptedException {
        // Young enough to be no history, and with room for the measured runs before now.
        var end = Instant.now().minus(1, ChronoUnit.HOURS);
        try (var database = new RegressionDatabase(stack.databaseUrl(Service.REGRESSION));
                var events = new Events(stack.bootstrapServers(), end);
                var found = new FoundReader(stack.bootstrapServers())) {
            Supplier<ProcessorTime> processorTime = () -> ProcessorTime.of(stack, Service.REGRESSION);
            database.load(1, MODELS, HISTORY, STEP, end);
            if (parts.contains("throughput")) {
                new ThroughputMeasurement(events, database, processorTime, MODELS, report).run();
            }
            if (parts.contains("latency")) {
                new LatencyMeasurement(events, database, found, processorTime, report).run();
            }
            if (parts.contains("depth")) {
                new DepthMeasurement(events, database, MODELS + 1, report).run(end);
            }
        }
    }
}
