package io.llmlab.runner.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Rows of a view as CSV (RFC 4180): a column for each of its components, under its name in JSON. What is an object or
/// array there is JSON in its cell; what is null is empty.
///
/// A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection): answers of
/// models are anybody's words.
record CsvTable(List<String> columns) {

    private static final String END = "\r\n";
    private static final Pattern FORMULA = Pattern.compile("[=+\\-@\\t\\r\\n＝＋－＠].*", Pattern.DOTALL);
    private static final Pattern NEEDS_QUOTES = Pattern.compile("[\",\\r\\n]");

    /// @param view a record
    static CsvTable of(Class<? extends Record> view) {
        var names = new SnakeCaseStrategy();
        return new CsvTable(Arrays.stream(view.getRecordComponents())
                .map(RecordComponent::getName)
                .map(names::translate)
                .toList());
    }

    String header() {
        return String.join(",", columns) + END;
    }

    /// @param row the view as JSON
    String line(JsonNode row) {
        return columns.stream().map(column -> cell(row.path(column))).collect(Collectors.joining(",", "", END));
    }

    private static String cell(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "";
        }
        if (!value.isTextual()) {
            return quoted(value.toString());
        }
        var text = value.asText();
        return quoted(FORMULA.matcher(text).matches() ? "'" + text : text);
    }

    private static String quoted(String text) {
        return NEEDS_QUOTES.matcher(text).find() ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }
}
