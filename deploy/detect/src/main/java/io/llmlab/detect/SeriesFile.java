package io.llmlab.detect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads files of bare series: CSV or `{"name": [values]}`.
final class SeriesFile {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private SeriesFile() {}

    /// @return empty where it is no such file, and may hold results of a harness
    static Optional<List<NamedSeries>> read(Path file) throws IOException {
        var name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv") || name.endsWith(".tsv")) {
            return Optional.of(CsvSeries.read(file));
        }
        return name.endsWith(".json") ? ofJson(file) : Optional.empty();
    }

    private static Optional<List<NamedSeries>> ofJson(Path file) throws IOException {
        JsonNode root;
        try {
            root = JSON.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException broken) {
            throw new UnreadableSeries("%s is no JSON: %s".formatted(file, broken.getOriginalMessage()));
        }
        if (isNumbers(root)) {
            return Optional.of(List.of(NamedSeries.of(stem(file), numbers(root))));
        }
        if (!root.isObject() || root.isEmpty() || !root.valueStream().allMatch(SeriesFile::isNumbers)) {
            return Optional.empty();
        }
        var series = new ArrayList<NamedSeries>();
        root.forEachEntry((name, values) -> series.add(NamedSeries.of(name, numbers(values))));
        return Optional.of(series);
    }

    private static boolean isNumbers(JsonNode node) {
        return node.isArray() && node.valueStream().allMatch(value -> value.isNumber() || value.isNull());
    }

    private static double[] numbers(JsonNode node) {
        return node.valueStream()
                .mapToDouble(value -> value.isNull() ? Double.NaN : value.doubleValue())
                .toArray();
    }

    private static String stem(Path file) {
        var name = file.getFileName().toString();
        return name.substring(0, name.lastIndexOf('.'));
    }
}
