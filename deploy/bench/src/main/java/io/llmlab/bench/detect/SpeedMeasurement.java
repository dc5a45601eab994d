package io.llmlab.bench.detect;

import io.llmlab.bench.report.Figure;
import io.llmlab.bench.report.Report;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/// What [EngineBenchmark] takes, by JMH in a JVM of its own.
record SpeedMeasurement(Report report) {

    private static final double MICROS_A_MILLI = 1_000;

    void run() throws IOException {
        report.heading("Milliseconds of one warm thread (JMH, mean of five seconds after five of warming up)");
        var times = measured();
        add("change_point, 100 points", times, "segmentsOf100", .1);
        add("change_point, 1,000 points", times, "segmentsOf1000", 2);
        add("change_point, 10,000 points", times, "segmentsOf10000", 25);
        add("full analyze of a series of 200 points", times, "analyze", 1);
        add("one new point by auto: an hourly accuracy of 1,000 items", times, "newShare", .15);
        add("the same, compared item by item with five runs beside", times, "newShareOfItems", .15);
        add("one new point by auto: an hourly latency", times, "newLatency", .15);
        add("the same with a season of the day", times, "newLatencyOfADay", .15);
        add("one new point by auto: a value without time or kind", times, "newBarePoint", .15);
    }

    private void add(String what, Map<String, Double> times, String benchmark, double goal) {
        report.add(Figure.atMost(what, times.getOrDefault(benchmark, Double.NaN), "ms", goal));
    }

    /// Milliseconds by the benchmark's method.
    private static Map<String, Double> measured() throws IOException {
        var options = new OptionsBuilder()
                .include(EngineBenchmark.class.getName())
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                // JMH's own; else each JVM warns of it.
                .jvmArgsAppend("--sun-misc-unsafe-memory-access=allow")
                .build();
        try {
            return new Runner(options)
                    .run().stream()
                            .map(RunResult::getPrimaryResult)
                            .collect(Collectors.toMap(
                                    result -> result.getLabel(), result -> result.getScore() / MICROS_A_MILLI));
        } catch (RunnerException failure) {
            throw new IOException(failure.getMessage(), failure);
        }
    }
}
