package io.llmlab.detect.picture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.regression.detect.Window;
import io.llmlab.regression.detect.scale.Family;
import io.llmlab.regression.detect.scale.Observations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/// A measured series from beside the project.
///
/// @param values of one run each, oldest first
/// @param errors standard error of each value that its samples make; 0 where it is not known
/// @param samples of each run; 0 where it is not known
@SuppressWarnings("ArrayRecordComponent")
record RealSeries(double[] values, double[] errors, int[] samples, Family family) {

    private static final Path SHARED = Path.of("../../../shared");
    private static final ObjectMapper JSON = new ObjectMapper();

    static boolean isThere() {
        return Files.isDirectory(SHARED.resolve("corpora")) && Files.isDirectory(SHARED.resolve("samples"));
    }

    static Path shared(String path) {
        return SHARED.resolve(path);
    }

    /// Of a file of performance measurements.
    static RealSeries measured(String file) {
        var read = read(shared("corpora/perf-series").resolve(file));
        var values = StreamSupport.stream((read.has("series") ? read.get("series") : read).spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
        return new RealSeries(values, new double[values.length], new int[values.length], Family.POSITIVE);
    }

    /// Accuracies of Pythia's checkpoints, every 10,000 steps of its training from 3,000 on.
    static RealSeries checkpoints(String model, String task, int firstStep) {
        try (var files = Files.list(shared("samples/lm-eval-0.3-checkpoints/pythia-%s-zero-shot".formatted(model)))) {
            var results = files.filter(file -> step(file) >= firstStep)
                    .sorted(Comparator.comparingInt(RealSeries::step))
                    .map(file -> read(file).get("results").get(task))
                    .toList();
            var values = results.stream()
                    .mapToDouble(one -> one.get("acc").asDouble())
                    .toArray();
            var errors = results.stream()
                    .mapToDouble(one -> one.get("acc_stderr").asDouble())
                    .toArray();
            // The error of a share of m samples is the root of p (1 - p) / (m - 1).
            var samples = (int) Math.rint(1 + values[0] * (1 - values[0]) / errors[0] / errors[0]);
            var counts = new int[values.length];
            Arrays.fill(counts, samples);
            return new RealSeries(values, errors, counts, Family.PROPORTION);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static int step(Path file) {
        return Integer.parseInt(file.getFileName().toString().replaceAll(".*step(\\d+).*", "$1"));
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    int runs() {
        return values.length;
    }

    /// What the service would look at after this run, were there one a day.
    Window after(int run) {
        var recentFrom = Math.max(0, run + 1 - Window.RECENT_RUNS);
        var from = Math.max(0, recentFrom - Window.BASELINE_RUNS);
        var ages = new double[recentFrom - from];
        for (var age = 0; age < ages.length; age++) {
            ages[age] = ages.length - 1.0 - age;
        }
        return new Window(
                Arrays.copyOfRange(values, from, recentFrom),
                ages,
                Arrays.copyOfRange(values, recentFrom, run + 1),
                Math.hypot(errorOfMean(from, recentFrom), errorOfMean(recentFrom, run + 1)),
                Arrays.copyOfRange(samples, from, run + 1),
                family);
    }

    private double errorOfMean(int from, int until) {
        var squares =
                Arrays.stream(errors, from, until).map(error -> error * error).sum();
        return from == until ? 0 : Math.sqrt(squares) / (until - from);
    }

    /// Its first runs.
    Observations observations(int until) {
        return new Observations(part(0, until), Arrays.copyOf(samples, until), family);
    }

    /// The same with another run in the place of one: the one before it, which changes next to nothing.
    RealSeries without(int run) {
        var left = IntStream.range(0, runs()).map(at -> at == run ? at - 1 : at).toArray();
        return new RealSeries(
                Arrays.stream(left).mapToDouble(at -> values[at]).toArray(),
                Arrays.stream(left).mapToDouble(at -> errors[at]).toArray(),
                Arrays.stream(left).map(at -> samples[at]).toArray(),
                family);
    }

    double[] part(int from, int until) {
        return Arrays.copyOfRange(values, from, until);
    }

    double mean(int from, int until) {
        return Arrays.stream(values, from, until).average().orElseThrow();
    }
}
