package io.llmlab.bench.detect;

import io.llmlab.bench.report.Figure;
import io.llmlab.bench.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// `./lab detect` from the typing of the command to its end.
///
/// @param root the project's folder
record CommandMeasurement(Path root, Report report) {

    private static final int SERIES = 1_000;
    private static final int POINTS = 200;
    private static final int TIMES = 3;
    private static final double GOAL_SECONDS = 5;
    private static final double NANOS = 1e9;

    void run() throws IOException {
        report.heading("./lab detect --json on %,d series of %d points, its start included".formatted(SERIES, POINTS));
        var folder = Files.createTempDirectory("bench-detect");
        var table = folder.resolve("series.csv");
        try {
            Files.writeString(table, table());
            report.add(Figure.atMost("quickest of %d".formatted(TIMES), seconds(table), "s", GOAL_SECONDS));
        } finally {
            Files.deleteIfExists(table);
            Files.deleteIfExists(folder);
        }
    }

    /// A step of two standard deviations in every other series.
    private static String table() {
        var random = new Random(SERIES);
        var header = IntStream.range(0, SERIES).mapToObj(one -> "s" + one).collect(Collectors.joining(","));
        var rows = IntStream.range(0, POINTS)
                .mapToObj(point -> IntStream.range(0, SERIES)
                        .mapToObj(one -> Double.toString(
                                100 + random.nextGaussian() + (one % 2 == 0 && point >= POINTS / 2 ? 2 : 0)))
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n"));
        return header + "\n" + rows + "\n";
    }

    private double seconds(Path table) throws IOException {
        var best = Double.POSITIVE_INFINITY;
        for (var time = 0; time < TIMES; time++) {
            var begin = System.nanoTime();
            require(new ProcessBuilder(root.resolve("lab").toString(), "detect", "--json", table.toString())
                    .directory(root.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
            best = Math.min(best, (System.nanoTime() - begin) / NANOS);
        }
        return best;
    }

    private static void require(Process process) throws IOException {
        try {
            if (!process.waitFor(Duration.ofMinutes(2)) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("./lab detect failed");
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }
}
