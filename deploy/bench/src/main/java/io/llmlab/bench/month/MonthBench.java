package io.llmlab.bench.month;

import io.llmlab.bench.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// `./lab bench month [seed]`: what people hear of the whole stack in a month in which no model changes.
public final class MonthBench {

    private final Path root;
    private final Report report;

    public MonthBench(Path root, Report report) {
        this.root = root;
        this.report = report;
    }

    /// @param arguments a seed, or none: the usual one
    /// @throws IllegalArgumentException for anything else
    public void run(List<String> arguments) throws IOException {
        new MonthMeasurement(root, seed(arguments), report).run();
    }

    private static long seed(List<String> arguments) {
        if (arguments.isEmpty()) {
            return MonthMeasurement.SEED;
        }
        if (arguments.size() > 1 || !arguments.getFirst().matches("\\d{1,18}")) {
            throw new IllegalArgumentException("./lab bench month takes one seed, a number of up to 18 digits");
        }
        return Long.parseLong(arguments.getFirst());
    }
}
