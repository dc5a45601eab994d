package io.llmlab.runner.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Comma-separated values (RFC 4180) with a header, or without one where a layout knows the columns. Where a
/// quote is not closed, nothing behind it can be read.
final class CsvRows implements RowSource {

    private static final int MAX_COLUMNS = 1000;
    private static final CsvFactory CSV = CsvFactory.builder()
            .streamReadConstraints(ItemJson.CONSTRAINTS)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build();

    private final CsvParser parser;
    private List<String> columns = List.of();
    private List<String> firstRow = List.of();
    private int number;
    private int line;
    private boolean isOver;

    CsvRows(InputStream input) throws IOException {
        parser = CSV.createParser(new InputStreamReader(input, StandardCharsets.UTF_8));
    }

    @Override
    public String format() {
        return "csv";
    }

    @Override
    public Optional<Row> next() throws IOException {
        if (columns.isEmpty() && !isOver) {
            readColumns();
        }
        number++;
        var cells = firstRow.isEmpty() ? cells() : firstRow;
        firstRow = List.of();
        return cells.isEmpty() ? Optional.empty() : Optional.of(row(cells));
    }

    private void readColumns() throws IOException {
        var first = cells();
        columns = Layouts.ALL.stream()
                .map(layout -> layout.columnsWithoutHeader(first))
                .filter(known -> !known.isEmpty())
                .findFirst()
                .orElse(List.of());
        if (columns.isEmpty()) {
            columns = header(first);
        } else {
            firstRow = first;
        }
    }

    /// A first column without a name is the row's number that pandas writes.
    private List<String> header(List<String> names) {
        var known = new HashSet<String>();
        var header = new ArrayList<String>();
        for (var name : names) {
            var column = Layouts.spelling(name);
            if (column.isEmpty() && !header.isEmpty()) {
                throw refused("", "has no name for column %d".formatted(header.size() + 1));
            }
            if (!known.add(column)) {
                throw refused("", "has the column %s twice".formatted(column));
            }
            header.add(column);
        }
        return header;
    }

    private Row row(List<String> cells) {
        if (cells.size() != columns.size()) {
            throw place().error("", "has %d cells, and there are %d columns".formatted(cells.size(), columns.size()));
        }
        ObjectNode fields = ItemJson.MAPPER.createObjectNode();
        for (var column = 0; column < columns.size(); column++) {
            var cell = cells.get(column);
            if (!columns.get(column).isEmpty()) {
                fields.put(columns.get(column), cell.isEmpty() ? null : cell);
            }
        }
        return new Row(place(), fields, true);
    }

    /// @return the next row's cells, or none at the end
    private List<String> cells() throws IOException {
        var cells = new ArrayList<String>();
        var length = 0L;
        try {
            var token = isOver ? null : parser.nextToken();
            line = parser.currentLocation().getLineNr();
            isOver |= token == null;
            while (!isOver && parser.nextToken() == JsonToken.VALUE_STRING) {
                cells.add(parser.getText());
                length += parser.getTextLength();
                requireBounded(cells.size(), length);
            }
            return cells;
        } catch (JsonProcessingException unreadable) {
            throw refused("", "is no CSV: " + unreadable.getOriginalMessage());
        }
    }

    private void requireBounded(int cells, long length) {
        if (cells > MAX_COLUMNS) {
            throw refused("", "has more than the %d cells that are allowed".formatted(MAX_COLUMNS));
        }
        if (length > ItemJson.MAX_ITEM_BYTES) {
            throw refused("", "is longer than the %d characters that are allowed".formatted(ItemJson.MAX_ITEM_BYTES));
        }
    }

    private RuntimeException refused(String field, String detail) {
        isOver = true;
        return place().error(field, detail);
    }

    private Place place() {
        return number == 0 ? Place.header(line) : Place.row(number, line);
    }
}
