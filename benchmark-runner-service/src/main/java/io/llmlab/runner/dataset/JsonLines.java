package io.llmlab.runner.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// JSON Lines (jsonlines.org): one row a line, blank lines are skipped.
final class JsonLines implements RowSource {

    private final InputStream input;
    private final byte[] buffer = new byte[64 * 1024];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int position;
    private int filled;
    private int number;
    private boolean isOver;

    JsonLines(InputStream input) {
        this.input = input;
    }

    @Override
    public String format() {
        return "jsonl";
    }

    @Override
    public Optional<Row> next() throws IOException {
        while (!isOver && nextLine()) {
            var bytes = line.toByteArray();
            if (!isBlank(bytes)) {
                return Optional.of(new Row(Place.line(number), parse(bytes), false));
            }
        }
        return Optional.empty();
    }

    private ObjectNode parse(byte[] bytes) throws IOException {
        try {
            if (ItemJson.MAPPER.readTree(bytes) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException unreadable) {
            throw Place.line(number).error("", "is no JSON: " + unreadable.getOriginalMessage());
        }
        throw Place.line(number).error("", "is no JSON object");
    }

    private boolean nextLine() throws IOException {
        line.reset();
        number++;
        while (position < filled || fill()) {
            var start = position;
            while (position < filled && buffer[position] != '\n') {
                position++;
            }
            line.write(buffer, start, position - start);
            if (line.size() > ItemJson.MAX_ITEM_BYTES) {
                isOver = true;
                throw Place.line(number)
                        .error("", "is longer than the %d bytes that are allowed".formatted(ItemJson.MAX_ITEM_BYTES));
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
        return filled > 0;
    }

    private static boolean isBlank(byte[] bytes) {
        for (var character : bytes) {
            if (character != ' ' && character != '\t' && character != '\r') {
                return false;
            }
        }
        return true;
    }
}
