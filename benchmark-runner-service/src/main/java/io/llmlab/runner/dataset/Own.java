package io.llmlab.runner.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The project's own layout; in a CSV file, `choices` and `messages` are lists in their cells.
record Own() implements Layout {

    @Override
    public String name() {
        return "own";
    }

    @Override
    public Set<String> columns() {
        return Set.of("id", "prompt", "question", "messages", "target", "choices", "answer");
    }

    @Override
    public List<String> lacks(Row row) {
        var lacks = new ArrayList<String>();
        if (row.without("prompt", "question", "messages").size() == 3) {
            lacks.add("prompt (or question, or messages)");
        }
        if (row.without("target", "answer").size() == 2) {
            lacks.add("target (or answer)");
        }
        return lacks;
    }

    @Override
    public ObjectNode line(Row row) {
        var line = row.copy();
        if (row.isCsv()) {
            readCells(row, line);
        }
        return line;
    }

    private static void readCells(Row row, ObjectNode line) {
        if (line.hasNonNull("messages")) {
            line.set("messages", row.structure("messages"));
        }
        if (line.hasNonNull("choices")) {
            line.set("choices", row.structure("choices"));
            var right = line.hasNonNull("answer") ? "answer" : "target";
            line.set(right, row.index(right));
        }
    }

    @Override
    public boolean isNamedByContent() {
        return false;
    }
}
