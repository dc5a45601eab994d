package io.llmlab.bench.detect;

import io.llmlab.bench.month.MonthMeasurement;
import io.llmlab.bench.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `./lab bench detect`: what is promised of detection, on made-up series with fixed seeds, on labelled series, and in
/// milliseconds; two threads work at a time. The part `month` alone starts a stack, and is left out where none can be
/// started.
public final class DetectBench {

    /// Made-up series a line, where nothing else is said.
    public static final int SERIES = 2_000;

    private static final int LEAST_SERIES = 50;
    private static final int MOST_SERIES = 1_000_000;
    private static final String OPTION = "--series";
    private static final List<String> PARTS = List.of(
            "alarms",
            "season",
            "segments",
            "penalty",
            "power",
            "early",
            "many",
            "newest",
            "classic",
            "confirm",
            "paired",
            "month",
            "tcpd",
            "unseen",
            "speed",
            "command");

    private final Path root;
    private final Report report;

    public DetectBench(Path root, Report report) {
        this.root = root;
        this.report = report;
    }

    /// @param arguments parts (none: all), and `--series` with a number
    /// @throws IllegalArgumentException for another name or number
    public void run(List<String> arguments) throws IOException {
        var chosen = new ArrayList<>(arguments);
        var series = seriesOf(chosen);
        if (!PARTS.containsAll(chosen)) {
            throw new IllegalArgumentException(
                    "./lab bench detect takes --series N and any of " + String.join(", ", PARTS));
        }
        for (var part : PARTS) {
            if (chosen.isEmpty() || chosen.contains(part)) {
                measure(part, series);
            }
        }
    }

    /// Takes the option away.
    private static int seriesOf(List<String> arguments) {
        var at = arguments.indexOf(OPTION);
        if (at < 0) {
            return SERIES;
        }
        arguments.remove(at);
        var told = at < arguments.size() ? arguments.remove(at) : "nothing";
        if (!told.matches("\\d{1,7}")) {
            throw wrongNumber(told);
        }
        var series = Integer.parseInt(told);
        if (series < LEAST_SERIES || series > MOST_SERIES) {
            throw wrongNumber(told);
        }
        return series;
    }

    private static IllegalArgumentException wrongNumber(String told) {
        return new IllegalArgumentException(
                "--series takes a number from %d to %d, not %s".formatted(LEAST_SERIES, MOST_SERIES, told));
    }

    private void measure(String part, int series) throws IOException {
        switch (part) {
            case "alarms" -> new AlarmsMeasurement(series, report).run();
            case "season" -> new SeasonMeasurement(series, report).run();
            case "segments" -> new SegmentsMeasurement(series, report).run();
            case "penalty" -> new PenaltyMeasurement(series, report).run();
            case "power" -> new PowerMeasurement(series, report).run();
            case "early" -> new EarlyMeasurement(series, report).run();
            case "many" -> new ManyMeasurement(series, report).run();
            case "newest" -> new NewestMeasurement(series, report).run();
            case "classic" -> new ClassicMeasurement(series, report).run();
            case "confirm" -> new ConfirmMeasurement(series, report).run();
            case "paired" -> new PairedMeasurement(series, report).run();
            case "month" -> new MonthMeasurement(root, MonthMeasurement.SEED, report).run();
            case "tcpd" -> new TcpdMeasurement(root.resolveSibling("shared"), report).run();
            case "unseen" -> new HeldOutMeasurement(series, root.resolveSibling("shared"), report).run();
            case "speed" -> new SpeedMeasurement(report).run();
            case "command" -> new CommandMeasurement(root, report).run();
            default -> throw new IllegalStateException("A part without a measurement: " + part);
        }
    }
}
