package io.llmlab.runner.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// MMLU (Hendrycks et al. 2021): as Hugging Face's `cais/mmlu` has it, `question, subject, choices, answer` with
/// the index of the right choice, and as its authors' CSV files do, the choices in the columns A to D and the
/// answer's letter, without a header.
record Mmlu() implements Layout {

    private static final String[] LETTERS = {"A", "B", "C", "D"};
    private static final List<String> AUTHORS = List.of("question", "A", "B", "C", "D", "answer");
    private static final Pattern LETTER = Pattern.compile("\\s*[A-D]\\s*");

    @Override
    public String name() {
        return "mmlu";
    }

    @Override
    public Set<String> columns() {
        return Set.of("question", "subject", "choices", "answer", "A", "B", "C", "D");
    }

    @Override
    public List<String> lacks(Row row) {
        var hasLetters = row.without(LETTERS).isEmpty();
        var lacks = new ArrayList<>(row.without("question", "answer"));
        if (row.without("choices").isEmpty() == hasLetters) {
            lacks.add(hasLetters ? "either choices or A, B, C and D" : "choices (or A, B, C and D)");
        }
        if (!hasLetters) {
            lacks.addAll(row.without("subject"));
        }
        return lacks;
    }

    @Override
    public ObjectNode line(Row row) {
        var line = row.copy();
        line.set("answer", row.index("answer"));
        if (row.without("choices").isEmpty()) {
            return line.set("choices", row.structure("choices"));
        }
        var choices = line.putArray("choices");
        for (var letter : LETTERS) {
            choices.add(row.text(letter));
            line.remove(letter);
        }
        return line;
    }

    @Override
    public List<String> columnsWithoutHeader(List<String> firstRow) {
        return firstRow.size() == AUTHORS.size()
                        && LETTER.matcher(firstRow.getLast()).matches()
                ? AUTHORS
                : List.of();
    }
}
