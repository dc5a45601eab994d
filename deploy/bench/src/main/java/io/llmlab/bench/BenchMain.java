package io.llmlab.bench;

import io.llmlab.bench.alert.AlertBench;
import io.llmlab.bench.detect.DetectBench;
import io.llmlab.bench.gateway.GatewayBench;
import io.llmlab.bench.month.MonthBench;
import io.llmlab.bench.regression.RegressionBench;
import io.llmlab.bench.report.Machine;
import io.llmlab.bench.report.Report;
import io.llmlab.bench.runner.RunnerBench;
import io.llmlab.local.launch.LaunchException;
import io.llmlab.local.launch.StackSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/// `./lab bench <name>`: measures one part of the suite, if need be on a stack of its own, and prints each figure
/// beside its goal. The exit code is 0 if every goal was reached, 1 if one was missed or nothing could be
/// measured, 2 for a wrong name.
public final class BenchMain {

    // Libraries report to the terminal what only they care about.
    private static final Logger ROOT = Logger.getLogger("");

    private static final List<String> BENCHES = List.of("runner", "regression", "detect", "month", "alert", "gateway");

    private BenchMain() {}

    public static void main(String[] arguments) {
        ROOT.setLevel(Level.SEVERE);
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        if (arguments.isEmpty() || !BENCHES.contains(arguments.getFirst())) {
            System.err.println(
                    "./lab bench takes one of: runner [parse|import|big-import|jobs|executor|streaming|limits ...],"
                            + " regression [throughput|latency|depth ...], detect [--series N]"
                            + " [alarms|penalty|power|month|tcpd|speed ...], month [seed],"
                            + " alert [saturated|paced|list ...],"
                            + " gateway [models|runs|history|overview|performance|growth ...]");
            return 2;
        }
        try {
            var report = new Report(System.out);
            System.out.println(Machine.describe());
            measure(arguments.getFirst(), arguments.subList(1, arguments.size()), report);
            return report.close() ? 0 : 1;
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            return 2;
        } catch (LaunchException | UncheckedIOException failure) {
            System.err.println("Nothing more was measured: " + failure.getMessage());
            return 1;
        } catch (IOException failure) {
            System.err.println("Nothing more was measured: " + failure);
            return 1;
        }
    }

    private static void measure(String bench, List<String> parts, Report report) throws IOException {
        var root = StackSettings.findRoot();
        switch (bench) {
            case "runner" -> new RunnerBench(root, report).run(parts);
            case "regression" -> new RegressionBench(root, report).run(parts);
            case "detect" -> new DetectBench(root, report).run(parts);
            case "month" -> new MonthBench(root, report).run(parts);
            case "alert" -> new AlertBench(root, report).run(parts);
            case "gateway" -> new GatewayBench(root, report).run(parts);
            default -> throw new IllegalStateException("A name without a bench: " + bench);
        }
    }
}
