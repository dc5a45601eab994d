package io.llmlab.runner.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the sender says that a file is; what it does not say is seen in the content.
enum FileFormat {
    JSON,
    CSV,
    UNKNOWN;

    private static final int BLANKS = 1 << 14;

    /// @param mediaType of the body or of the form's part
    /// @param fileName its ending counts
    static FileFormat of(@Nullable String mediaType, @Nullable String fileName) {
        var type = mediaType == null ? "" : mediaType.toLowerCase(Locale.ROOT);
        var name = fileName == null ? "" : fileName.toLowerCase(Locale.ROOT);
        if (type.contains("csv") || name.endsWith(".csv")) {
            return CSV;
        }
        return type.contains("json") || name.endsWith(".json") || name.endsWith(".jsonl") ? JSON : UNKNOWN;
    }

    /// An array, lines or CSV: by the first character, of which CSV is the one that may be any.
    RowSource rows(InputStream file) throws IOException {
        var text = Utf8.withoutMark(file);
        var first = this == CSV ? ',' : firstCharacter(text);
        if (first == '[') {
            return new JsonArray(text);
        }
        return this == JSON || first == '{' ? new JsonLines(text) : new CsvRows(text);
    }

    private static int firstCharacter(InputStream text) throws IOException {
        text.mark(BLANKS);
        var character = text.read();
        for (var read = 1; Character.isWhitespace(character) && read < BLANKS; read++) {
            character = text.read();
        }
        text.reset();
        return character;
    }
}
