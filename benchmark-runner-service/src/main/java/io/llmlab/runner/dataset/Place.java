package io.llmlab.runner.dataset;

import io.llmlab.platform.problem.DomainException.Invalid;

/// Where a row stands in its file.
///
/// @param words for people, such as `line 12`
/// @param pointer of a problem's errors: the line of JSON Lines and the row of a CSV file count from 1, an array
///     from 0
/// @param number from 1; the id of an item that has none
record Place(String words, String pointer, int number) {

    /// It may repeat what the row says, which may be a megabyte.
    private static final int MAX_DETAIL = 1000;

    static Place line(int number) {
        return new Place("line " + number, "/" + number, number);
    }

    static Place ofArray(int number) {
        return new Place("item " + number, "/" + (number - 1), number);
    }

    /// @param line where the row begins; it differs from the number by the header and by line feeds within cells
    static Place row(int number, int line) {
        return new Place("row %d (line %d)".formatted(number, line), "/" + number, number);
    }

    static Place header(int line) {
        return new Place("the header (line %d)".formatted(line), "/0", 0);
    }

    /// @param field a field of the row, or empty for the row as a whole
    Invalid error(String field, String detail) {
        var shown = detail.length() > MAX_DETAIL ? detail.substring(0, MAX_DETAIL) + "…" : detail;
        return Invalid.inBody(
                field.isEmpty() ? pointer : pointer + "/" + field,
                field.isEmpty() ? words + " " + shown : "%s: %s %s".formatted(words, field, shown));
    }
}
