package io.llmlab.runner.run;

/// As what rows are exported.
enum ExportFormat {

    /// RFC 4180 with a header, in UTF-8. What would be a formula in a spreadsheet begins with an apostrophe.
    CSV("text/csv; charset=utf-8"),

    /// A JSON object a line, as the list has it.
    JSONL("application/jsonl");

    private final String mediaType;

    ExportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }
}
