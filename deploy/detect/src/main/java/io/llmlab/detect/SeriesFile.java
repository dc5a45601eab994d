package io.llmlab.detect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;

/// Reads files of bare series: CSV or `{"name": [values]}`.
final class SeriesFile {

    private static final JsonFactory JSON = JsonFactory.builder()
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

    /// Reads no further than the first thing that such a file does not have: results of a harness may be large.
    private static Optional<List<NamedSeries>> ofJson(Path file) throws IOException {
        try (var parser = JSON.createParser(file.toFile())) {
            var first = parser.nextToken();
            if (first == JsonToken.START_ARRAY) {
                return numbers(parser).map(values -> List.of(NamedSeries.of(stem(file), values)));
            }
            return first == JsonToken.START_OBJECT ? named(parser) : Optional.empty();
        } catch (JsonProcessingException broken) {
            throw new UnreadableSeries("%s is no JSON: %s".formatted(file, broken.getOriginalMessage()));
        }
    }

    private static Optional<List<NamedSeries>> named(JsonParser parser) throws IOException {
        var series = new ArrayList<NamedSeries>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return Optional.empty();
            }
            var values = numbers(parser);
            if (values.isEmpty()) {
                return Optional.empty();
            }
            series.add(NamedSeries.of(name, values.get()));
        }
        return series.isEmpty() ? Optional.empty() : Optional.of(series);
    }

    private static Optional<double[]> numbers(JsonParser parser) throws IOException {
        var values = DoubleStream.builder();
        for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == null || !(token.isNumeric() || token == JsonToken.VALUE_NULL)) {
                return Optional.empty();
            }
            values.add(token == JsonToken.VALUE_NULL ? Double.NaN : parser.getDoubleValue());
        }
        return Optional.of(values.build().toArray());
    }

    private static String stem(Path file) {
        var name = file.getFileName().toString();
        return name.substring(0, name.lastIndexOf('.'));
    }
}
