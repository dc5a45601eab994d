package io.llmlab.bench.detect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.bench.report.Figure;
import io.llmlab.bench.report.Report;
import io.llmlab.regression.detect.scale.Family;
import io.llmlab.regression.detect.segment.Change;
import io.llmlab.regression.detect.segment.Segmenter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Change points in series of the Turing Change Point Dataset, beside what people marked there.
///
/// @param shared the folder that holds `corpora/tcpd`; it is no part of the project
record TcpdMeasurement(Path shared, Report report) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double GOAL_F1 = .77;
    private static final double GOAL_COVER = .69;

    void run() throws IOException {
        var folder = shared.resolve("corpora/tcpd");
        report.heading("Labelled series (TCPD): one setting for all, the family guessed from the values");
        if (!Files.isDirectory(folder)) {
            report.notMeasured("F1 and cover of the labelled series", "there is no " + folder);
            return;
        }
        var scores = scores(folder);
        report.add(Figure.of("series", scores.size(), ""));
        report.add(Figure.atLeast(
                "F1, margin of 5 points",
                scores.stream().mapToDouble(TcpdScore::f1).average().orElse(0),
                "",
                GOAL_F1));
        report.add(Figure.atLeast(
                "cover", scores.stream().mapToDouble(TcpdScore::cover).average().orElse(0), "", GOAL_COVER));
    }

    /// Of every series of the folder that somebody marked.
    static List<TcpdScore> scores(Path folder) throws IOException {
        var annotations = JSON.readTree(folder.resolve("annotations.json").toFile());
        var scores = new ArrayList<TcpdScore>();
        for (var entry : annotations.properties()) {
            var file = folder.resolve("datasets").resolve(entry.getKey() + ".json");
            if (Files.exists(file)) {
                var series = values(JSON.readTree(file.toFile()));
                scores.add(new TcpdScore(marked(entry.getValue()), found(series), series.length));
            }
        }
        return scores;
    }

    /// Several series of one file are told apart by no one here: the first counts.
    private static double[] values(JsonNode file) {
        return StreamSupport.stream(file.path("series").path(0).path("raw").spliterator(), false)
                .mapToDouble(value -> value.isNumber() ? value.asDouble() : Double.NaN)
                .toArray();
    }

    private static List<Set<Integer>> marked(JsonNode people) {
        var marked = new ArrayList<Set<Integer>>();
        for (var person : people) {
            var places = new HashSet<Integer>();
            person.forEach(place -> places.add(place.asInt()));
            marked.add(places);
        }
        return marked;
    }

    private static Set<Integer> found(double[] series) {
        var family = Family.guess(Arrays.stream(series).filter(Double::isFinite).toArray());
        return Segmenter.segment(series, family).changes().stream()
                .map(Change::index)
                .collect(Collectors.toSet());
    }
}
