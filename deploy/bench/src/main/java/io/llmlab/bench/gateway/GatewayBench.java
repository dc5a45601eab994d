package io.llmlab.bench.gateway;

import io.llmlab.bench.report.Figure;
import io.llmlab.bench.report.Report;
import io.llmlab.local.launch.LocalStack;
import io.llmlab.local.launch.Progress;
import io.llmlab.local.launch.Service;
import io.llmlab.local.launch.StackSettings;
import io.llmlab.local.server.Folders;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `./lab bench gateway`: the whole stack with a million metrics in it, asked through the gateway by a load generator
/// on
/// the same machine.
public final class GatewayBench {

    private static final String GROWTH = "growth";
    private static final String VIEW = "view";

    private static final List<Question> QUESTIONS = List.of(
            new Question("models", "/models", 2_500),
            new Question("runs", "/benchmark-runs?limit=100", 800),
            new Question(
                    "history",
                    "/metrics/history?model_id=1&metric_type=accuracy&metric_name=overall_accuracy&days=365&limit=1000",
                    400),
            new Question("overview", "/dashboard/overview", 4_000),
            new Question("performance", "/dashboard/model-performance/1", 1_000));

    /// What the dashboard's first view asks beside these; nothing is promised of them but by the view itself.
    private static final List<String> OF_THE_VIEW = List.of("/dashboard/matrix", "/dashboard/activity");

    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final double P99_MILLIS = 50;
    private static final double VIEW_MILLIS = 1_000;
    private static final int FEW = 10_000;
    private static final int MANY = 1_000_000;
    private static final double GROWTH_GOAL = 1.5;

    private final Path root;
    private final Path folder;
    private final Report report;

    public GatewayBench(Path root, Report report) {
        this.root = root;
        this.folder = root.resolve(".lab/bench-gateway");
        this.report = report;
    }

    /// @param chosen some of `models`, `runs`, `history`, `overview`, `performance`, `view`, `growth`; none: all
    /// @throws IllegalArgumentException for another name
    public void run(List<String> chosen) throws IOException {
        var names = new ArrayList<>(QUESTIONS.stream().map(Question::name).toList());
        names.addAll(List.of(VIEW, GROWTH));
        if (!names.containsAll(chosen)) {
            throw new IllegalArgumentException("./lab bench gateway takes any of " + String.join(", ", names));
        }
        Folders.delete(folder);
        // The limits keep one client from taking all; here one client is to take all.
        var settings = StackSettings.isolated(
                root,
                folder,
                Map.of("GATEWAY_LIMIT_ADDRESS_RATE", "1000000", "GATEWAY_LIMIT_ADDRESS_BURST", "1000000"));
        try (var stack = LocalStack.of(settings, Progress.SILENT)) {
            stack.start();
            measure(stack, chosen.isEmpty() ? names : chosen);
        }
        Folders.delete(folder);
    }

    private void measure(LocalStack stack, List<String> parts) throws IOException {
        var few = fill(stack, parts);
        report.heading("With 1,000,000 metrics and 1,000,000 runs in the read model, 100,000 runs in the runner");
        for (var question : QUESTIONS) {
            if (parts.contains(question.name())) {
                measure(load(stack, question.path()), question);
            }
        }
        memory(stack);
        if (parts.contains(VIEW)) {
            view(stack);
        }
        if (parts.contains(GROWTH)) {
            report.heading("The overview with a hundred times as many runs");
            var many = median(stack);
            report.add(Figure.of("median with %,d runs".formatted(FEW), few, "ms"));
            report.add(Figure.of("median with %,d runs".formatted(MANY), many, "ms"));
            report.add(Figure.atMost("times as long", many / few, "times", GROWTH_GOAL));
        }
    }

    /// @return the median of the overview while there are few runs
    private double fill(LocalStack stack, List<String> parts) throws IOException {
        var gateway = stack.databaseUrl(Service.GATEWAY);
        Rows.fill(gateway, GatewayRows.BASE);
        Rows.fill(gateway, GatewayRows.runs(1, FEW, FEW));
        var few = parts.contains(GROWTH) ? median(stack) : Double.NaN;
        Rows.fill(gateway, List.of("truncate run"));
        Rows.fill(gateway, GatewayRows.runs(1, MANY, MANY));
        Rows.fill(gateway, List.of(GatewayRows.METRICS));
        Rows.fill(gateway, GatewayRows.DAYS);
        Rows.fill(gateway, List.of("vacuum analyze"));
        Rows.fill(stack.databaseUrl(Service.RUNNER), RunnerRows.STATEMENTS);
        Rows.fill(stack.databaseUrl(Service.REGRESSION), RegressionRows.STATEMENTS);
        return few;
    }

    private double median(LocalStack stack) throws IOException {
        var load = load(stack, "/dashboard/overview");
        load.closed(WARM_UP);
        return load.closed(PERIOD).latencies().percentile(.5);
    }

    private void measure(Load load, Question question) throws IOException {
        load.closed(WARM_UP);
        var closed = load.closed(PERIOD);
        report.add(Figure.atLeast(
                "%s, 32 at a time".formatted(question.name()), closed.perSecond(), "/s", question.goal()));
        report.add(Figure.of("the same, median", closed.latencies().percentile(.5), "ms"));
        report.add(Figure.of("the same, 99th percentile", closed.latencies().percentile(.99), "ms"));
        var rate = question.goal() / 2;
        var open = load.open(rate, PERIOD);
        report.add(Figure.of(
                "%s at %,.0f a second, median".formatted(question.name(), rate),
                open.latencies().percentile(.5),
                "ms"));
        report.add(Figure.atMost("the same, 99th percentile", open.latencies().percentile(.99), "ms", P99_MILLIS));
    }

    private void view(LocalStack stack) throws IOException {
        report.heading("The dashboard's first view, with an empty cache each time");
        for (var path : OF_THE_VIEW) {
            var load = load(stack, path);
            load.closed(WARM_UP);
            report.add(Figure.of(
                    "%s, 32 at a time".formatted(path), load.closed(PERIOD).perSecond(), "/s"));
        }
        var browser = FirstView.browser();
        if (browser.isEmpty()) {
            report.notMeasured("the first view", "install Chromium (Debian's package chromium)");
            return;
        }
        var times = FirstView.measure(browser.get(), stack.gatewayUrl());
        report.add(Figure.of("until its matrix can be used, median", times.get(times.size() / 2), "ms"));
        report.add(Figure.atMost(
                "the same, the slowest of %d".formatted(times.size()), times.getLast(), "ms", VIEW_MILLIS));
    }

    /// Linux alone tells it in a file.
    private void memory(LocalStack stack) throws IOException {
        var status = Path.of(
                "/proc/%d/status".formatted(stack.pid(Service.GATEWAY.id()).orElse(0L)));
        if (!Files.exists(status)) {
            report.notMeasured("memory of the gateway", "no /proc here");
            return;
        }
        try (var lines = Files.lines(status)) {
            var kilobytes = lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                    .sum();
            report.add(Figure.of("the most memory that the gateway held", kilobytes / 1024, "MiB"));
        }
    }

    private static Load load(LocalStack stack, String path) {
        return new Load(URI.create(stack.gatewayUrl()), path);
    }
}
