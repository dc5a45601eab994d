package io.llmlab.bench.detect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.bench.report.Figure;
import io.llmlab.bench.report.Report;
import io.llmlab.regression.detect.simulation.Noise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/// Change points in series that no setting was chosen by.
///
/// @param series how many of each kind
/// @param shared the folder that holds `corpora/perf-series`; it is no part of the project
record HeldOutMeasurement(int series, Path shared, Report report) {

    private static final double GOAL_F1 = .77;
    private static final double GOAL_COVER = .69;
    private static final HeldOut SERIES = new HeldOut(20_261_129);
    private static final List<Noise> NOISES = List.of(
            Noise.GAUSSIAN,
            Noise.LOG_NORMAL,
            Noise.BINOMIAL_200,
            Noise.STUDENT_3,
            Noise.CORRELATED_2,
            Noise.CORRELATED_4);
    private static final List<String> MEASURED =
            List.of("real_series", "long_series", "robust_series", "otava_tigerbeetle", "profiling_small");

    void run() throws IOException {
        report.heading(
                "Series not seen: 60 to 240 points, up to three steps of 1.5 to 4 sigma; F1 and cover as for TCPD");
        report.note("%,d series a line".formatted(series));
        var all = new ArrayList<TcpdScore>();
        for (var noise : NOISES) {
            all.addAll(told(noise.label(), SERIES.made(noise, series)));
        }
        var folder = shared.resolve("corpora/perf-series");
        if (Files.isDirectory(folder)) {
            for (var name : MEASURED) {
                all.addAll(told("noise of " + name, SERIES.measured(values(folder, name), series)));
            }
        } else {
            report.note("measured noise is left out: there is no " + folder);
        }
        report.add(Figure.atLeast("F1, margin of 5 points, all of them", f1(all), "", GOAL_F1));
        report.add(Figure.atLeast("cover, all of them", cover(all), "", GOAL_COVER));
    }

    private List<TcpdScore> told(String what, List<TcpdScore> scores) {
        report.add(Figure.of("F1, " + what, f1(scores), ""));
        report.add(Figure.of("cover, " + what, cover(scores), ""));
        return scores;
    }

    private static double f1(List<TcpdScore> scores) {
        return scores.stream().mapToDouble(TcpdScore::f1).average().orElse(0);
    }

    private static double cover(List<TcpdScore> scores) {
        return scores.stream().mapToDouble(TcpdScore::cover).average().orElse(0);
    }

    private static double[] values(Path folder, String name) throws IOException {
        var file = new ObjectMapper().readTree(folder.resolve(name + ".json").toFile());
        var values = file.isArray() ? file : file.path("series");
        return StreamSupport.stream(values.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }
}
