package io.llmlab.runner.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.problem.DomainException.TooLarge;
import io.llmlab.platform.problem.FieldError;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Reads a data set from JSON Lines (jsonlines.org): one item a line, blank lines are skipped.
@ApplicationScoped
class JsonLines {

    static final int MAX_BYTES = 64 * 1024 * 1024;
    static final int MAX_LINE_BYTES = 1024 * 1024;
    static final int MAX_ITEMS = 100_000;

    /// Enough to see what is wrong with a file, few enough to read.
    private static final int MAX_ERRORS = 20;

    private final ObjectMapper mapper;

    JsonLines(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /// Takes the whole file or nothing of it.
    ///
    /// @return the items; a failure with [Invalid] names each line that does not fit, up to 20
    DatasetFile read(InputStream upload) throws IOException {
        var hashing = new DigestInputStream(upload, ItemKey.sha256());
        var found = new Found();
        var lines = new Lines(hashing);
        while (lines.next()) {
            if (!lines.isBlank()) {
                read(lines, found);
            }
            if (found.errors.size() >= MAX_ERRORS) {
                throw new Invalid(found.errors);
            }
        }
        if (found.items.isEmpty() && found.errors.isEmpty()) {
            throw Invalid.inBody("", "The data set holds no item");
        }
        if (!found.errors.isEmpty()) {
            throw new Invalid(found.errors);
        }
        return new DatasetFile(
                HexFormat.of().formatHex(hashing.getMessageDigest().digest()), found.items);
    }

    private void read(Lines lines, Found found) {
        if (found.items.size() == MAX_ITEMS) {
            throw lineError(lines.number, "", "is one item too many: a data set has at most %d".formatted(MAX_ITEMS));
        }
        try {
            found.add(lines.number, new ItemLine(lines.number, parse(lines)).content());
        } catch (Invalid failure) {
            found.errors.addAll(failure.errors());
        }
    }

    private ObjectNode parse(Lines lines) {
        try {
            if (mapper.readTree(lines.bytes()) instanceof ObjectNode object) {
                return object;
            }
            throw lineError(lines.number, "", "is no JSON object");
        } catch (JsonProcessingException unreadable) {
            throw lineError(lines.number, "", "is no JSON: " + unreadable.getOriginalMessage());
        } catch (IOException impossible) {
            throw new IllegalStateException("Bytes in memory are always readable", impossible);
        }
    }

    private String json(ItemContent item) {
        try {
            return mapper.writeValueAsString(item);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException("An item is no JSON", unwritable);
        }
    }

    /// @param field a field of the line, or empty for the line as a whole
    static Invalid lineError(int line, String field, String detail) {
        return Invalid.inBody(
                "/" + line + (field.isEmpty() ? "" : "/" + field),
                field.isEmpty()
                        ? "line %d %s".formatted(line, detail)
                        : "line %d: %s %s".formatted(line, field, detail));
    }

    private final class Found {
        private final List<String> items = new ArrayList<>();
        private final List<FieldError> errors = new ArrayList<>();
        private final Map<String, Integer> lineOfId = new HashMap<>();

        void add(int line, ItemContent item) {
            var earlier = lineOfId.putIfAbsent(item.id(), line);
            if (earlier != null) {
                throw lineError(line, "id", "'%s' is the id of line %d already".formatted(item.id(), earlier));
            }
            items.add(json(item));
        }
    }

    /// Splits at line feeds and keeps the limits before memory does.
    private static final class Lines {
        private final InputStream input;
        private final byte[] buffer = new byte[64 * 1024];
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private int position;
        private int filled;
        private long total;
        private int number;

        Lines(InputStream input) {
            this.input = input;
        }

        boolean next() throws IOException {
            line.reset();
            number++;
            while (position < filled || fill()) {
                var start = position;
                while (position < filled && buffer[position] != '\n') {
                    position++;
                }
                line.write(buffer, start, position - start);
                if (line.size() > MAX_LINE_BYTES) {
                    throw lineError(number, "", "is longer than %d bytes".formatted(MAX_LINE_BYTES));
                }
                if (position < filled) {
                    position++;
                    return true;
                }
            }
            return line.size() > 0;
        }

        private boolean fill() throws IOException {
            filled = Math.max(0, input.read(buffer));
            position = 0;
            total += filled;
            if (total > MAX_BYTES) {
                throw new TooLarge("A data set has at most %d bytes".formatted(MAX_BYTES));
            }
            return filled > 0;
        }

        byte[] bytes() {
            return line.toByteArray();
        }

        boolean isBlank() {
            for (var character : bytes()) {
                if (character != ' ' && character != '\t' && character != '\r') {
                    return false;
                }
            }
            return true;
        }
    }
}
