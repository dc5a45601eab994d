package io.llmlab.bench.runner;

import io.llmlab.bench.report.Report;
import io.llmlab.local.launch.LocalStack;
import io.llmlab.local.launch.Progress;
import io.llmlab.local.launch.Service;
import io.llmlab.local.launch.StackSettings;
import io.llmlab.local.server.Folders;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `./lab bench runner`: reading results without a database, storing them, firing due jobs, executing runs.
public final class RunnerBench {

    private static final List<String> PARTS =
            List.of("parse", "import", "big-import", "jobs", "executor", "streaming", "limits");

    private static final List<String> ON_ONE_STACK = List.of("import", "jobs", "executor", "streaming", "limits");

    private final Path root;
    private final Path folder;
    private final Report report;

    public RunnerBench(Path root, Report report) {
        this.root = root;
        this.folder = root.resolve(".lab/bench");
        this.report = report;
    }

    /// @param chosen some of `parse`, `import`, `big-import`, `jobs`, `executor`, `streaming`, `limits`; none: all
    /// @throws IllegalArgumentException for another name
    public void run(List<String> chosen) throws IOException {
        if (!PARTS.containsAll(chosen)) {
            throw new IllegalArgumentException("./lab bench runner takes any of " + String.join(", ", PARTS));
        }
        var parts = chosen.isEmpty() ? PARTS : chosen;
        Folders.delete(folder);
        if (parts.contains("parse")) {
            new ParseMeasurement(folder.resolve("parse"), report).run();
        }
        if (parts.stream().anyMatch(ON_ONE_STACK::contains)) {
            onAStack(parts);
        }
        if (parts.contains("big-import")) {
            inASmallHeap();
        }
        Folders.delete(folder);
    }

    private void onAStack(List<String> parts) throws IOException {
        // One run at a time is enough for every part, and leaves the due jobs' runs in the queue.
        var settings = StackSettings.isolated(root, folder.resolve("stack"), Map.of("MAX_CONCURRENT_JOBS", "1"));
        try (var stack = LocalStack.of(settings, Progress.SILENT);
                var lab = new RunnerClient(stack.urlOf(Service.RUNNER))) {
            stack.start(Set.of(Service.RUNNER));
            if (parts.contains("executor")) {
                new ExecutorMeasurement(lab, report).run();
            }
            if (parts.contains("streaming")) {
                new StreamingMeasurement(lab, report).run();
            }
            if (parts.contains("limits")) {
                new LimitsMeasurement(lab, report).run();
            }
            if (parts.contains("import")) {
                new ImportMeasurement(lab, folder.resolve("import"), report).run();
            }
            if (parts.contains("jobs")) {
                new DueJobsMeasurement(lab, stack.databaseUrl(Service.RUNNER), metricsOf(settings), report).run();
            }
        }
    }

    /// A stack of its own, because the others' figures would be of the small heap too.
    private void inASmallHeap() throws IOException {
        var settings = StackSettings.isolated(
                root, folder.resolve("big"), Map.of(StackSettings.SERVICE_HEAP, BigImportMeasurement.HEAP));
        try (var stack = LocalStack.of(settings, Progress.SILENT);
                var lab = new RunnerClient(stack.urlOf(Service.RUNNER))) {
            stack.start(Set.of(Service.RUNNER));
            new BigImportMeasurement(lab, folder.resolve("big-import"), report)
                    .run(stack.databaseUrl(Service.RUNNER), metricsOf(settings), () -> stack.pid(Service.RUNNER.id()));
        }
    }

    private static URI metricsOf(StackSettings settings) {
        return URI.create(
                "http://127.0.0.1:%s/q/metrics".formatted(settings.environment().get("RUNNER_MANAGEMENT_PORT")));
    }
}
