package io.llmlab.runner.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// HellaSwag (Zellers et al. 2019): a beginning in `ctx` and four `endings`, of which `label` (a text) numbers
/// the right one from 0.
record HellaSwag() implements Layout {

    private static final Pattern LABEL = Pattern.compile("\\d{1,2}");
    private static final String TASK = "Which ending continues the text best?";

    @Override
    public String name() {
        return "hellaswag";
    }

    @Override
    public Set<String> columns() {
        return Set.of("ind", "activity_label", "ctx", "endings", "label");
    }

    @Override
    public List<String> lacks(Row row) {
        return row.without("ctx", "endings", "label");
    }

    @Override
    public ObjectNode line(Row row) {
        var line = row.copy();
        line.put("prompt", prompt(row)).set("choices", row.structure("endings"));
        line.remove(List.of("ctx", "ctx_a", "ctx_b", "endings", "label"));
        if (!line.hasNonNull("id") && line.hasNonNull("ind")) {
            line.set("id", line.remove("ind"));
        }
        return line.put("answer", answer(row));
    }

    private static String prompt(Row row) {
        if (row.text("ctx").isBlank()) {
            throw row.error("ctx", "must not be empty");
        }
        var activity = row.text("activity_label");
        return "%s\n\n%s%s".formatted(TASK, activity.isBlank() ? "" : activity + ": ", row.text("ctx"));
    }

    private static int answer(Row row) {
        var label = row.text("label").strip();
        if (!LABEL.matcher(label).matches()) {
            throw row.error(
                    "label",
                    "must be the number of the right ending from 0, not \"%s\"; the test split of HellaSwag has none"
                            .formatted(label));
        }
        return Integer.parseInt(label);
    }
}
