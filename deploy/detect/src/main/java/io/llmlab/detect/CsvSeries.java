package io.llmlab.detect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A table with a column a series; the header names them. Columns that are not numbers (times, commits) are no series.
/// Separators are commas, semicolons or tabs, whichever the header has most of.
final class CsvSeries {

    private static final CsvMapper CSV = CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY, CsvParser.Feature.TRIM_SPACES, CsvParser.Feature.SKIP_EMPTY_LINES)
            .build();

    private static final Set<String> NOTHING = Set.of("", "na", "n/a", "nan", "null", "none", "-");

    private final List<String> names;
    private final List<List<Double>> columns = new ArrayList<>();
    private final Set<Integer> texts = new HashSet<>();

    private CsvSeries(List<String> names) {
        this.names = names;
        names.forEach(_ -> columns.add(new ArrayList<>()));
    }

    static List<NamedSeries> read(Path file) throws IOException {
        try (var reader = Files.newBufferedReader(file)) {
            return read(file, reader, separator(file));
        } catch (CharacterCodingException wrong) {
            throw new UnreadableSeries(file + " is not in UTF-8.");
        } catch (JsonProcessingException broken) {
            throw new UnreadableSeries("%s is no CSV: %s".formatted(file, broken.getOriginalMessage()));
        }
    }

    private static List<NamedSeries> read(Path file, Reader reader, char separator) throws IOException {
        var schema = CsvSchema.emptySchema().withColumnSeparator(separator);
        try (MappingIterator<List<String>> rows =
                CSV.readerForListOf(String.class).with(schema).readValues(reader)) {
            var header = rows.hasNextValue() ? withoutMark(rows.nextValue()) : List.<String>of();
            if (header.stream().allMatch(String::isBlank)) {
                throw new UnreadableSeries(file + " is empty; its first line names the series.");
            }
            var table = new CsvSeries(header);
            for (int line = 2; rows.hasNextValue(); line++) {
                table.add(file, rows.nextValue(), line);
            }
            return table.series(file);
        }
    }

    private static List<String> withoutMark(List<String> names) {
        var clean = new ArrayList<>(names);
        clean.replaceAll(name -> name.startsWith("\uFEFF") ? name.substring(1) : name);
        return clean;
    }

    private static char separator(Path file) throws IOException {
        try (var lines = Files.newBufferedReader(file)) {
            var header = lines.readLine();
            var separator = ',';
            for (var candidate : new char[] {';', '\t'}) {
                if (header != null && count(header, candidate) > count(header, separator)) {
                    separator = candidate;
                }
            }
            return separator;
        }
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(found -> found == wanted).count();
    }

    private void add(Path file, List<String> row, int line) {
        if (row.size() > names.size()) {
            throw new UnreadableSeries(
                    "%s, row %d has %d cells, the header %d.".formatted(file, line, row.size(), names.size()));
        }
        for (int column = 0; column < columns.size(); column++) {
            columns.get(column).add(column < row.size() ? number(column, row.get(column)) : Double.NaN);
        }
    }

    private double number(int column, String cell) {
        if (NOTHING.contains(cell.toLowerCase(Locale.ROOT))) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(cell);
        } catch (NumberFormatException text) {
            texts.add(column);
            return Double.NaN;
        }
    }

    private List<NamedSeries> series(Path file) {
        var series = new ArrayList<NamedSeries>();
        for (int column = 0; column < columns.size(); column++) {
            var values = columns.get(column).stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            if (!texts.contains(column) && Arrays.stream(values).anyMatch(Double::isFinite)) {
                series.add(NamedSeries.of(names.get(column), values));
            }
        }
        if (series.isEmpty()) {
            throw new UnreadableSeries("%s has no column of numbers; it has %s.".formatted(file, names));
        }
        return series;
    }
}
