package io.llmlab.chart;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The comments of `values.yaml` as a table, in the manner of helm-docs: `# -- …` explains the key below it, with all
/// that
/// is in it; a key without such a comment must hold keys that have one.
final class ValuesTable {

    private static final Pattern KEY = Pattern.compile("^( *)([A-Za-z][A-Za-z0-9]*):(.*)$");
    private static final Pattern COMMENT = Pattern.compile("^ *# (-- )?(.*)$");

    private record Row(String key, String value, String meaning) {}

    private final JsonNode values;
    private final List<Row> rows = new ArrayList<>();
    private final List<String> undocumented = new ArrayList<>();
    private final Deque<String> path = new ArrayDeque<>();
    private @Nullable String comment;
    private int explainedTo = -1;

    ValuesTable(String text, JsonNode values) {
        this.values = values;
        text.lines().forEach(this::read);
    }

    List<String> undocumented() {
        return undocumented;
    }

    String markdown() {
        return rows.stream()
                .map(row -> "| `%s` | `%s` | %s |".formatted(row.key(), row.value(), row.meaning()))
                .collect(Collectors.joining("\n", "| value | default | meaning |\n| --- | --- | --- |\n", "\n"));
    }

    private void read(String line) {
        var key = KEY.matcher(line);
        var remark = COMMENT.matcher(line);
        if (remark.matches()) {
            remember(remark.group(1) != null, remark.group(2));
        } else if (key.matches()) {
            take(key.group(1).length() / 2, key.group(2), key.group(3).strip());
        } else if (line.isBlank()) {
            comment = null;
        }
    }

    private void remember(boolean begins, String words) {
        if (begins) {
            comment = words;
        } else if (comment != null) {
            comment = comment + " " + words;
        }
    }

    private void take(int depth, String name, String rest) {
        while (path.size() > depth) {
            path.removeLast();
        }
        path.addLast(name);
        if (explainedTo >= 0 && depth > explainedTo) {
            return;
        }
        explainedTo = -1;
        var key = String.join(".", path);
        if (comment != null) {
            rows.add(new Row(key, valueOf(key), requireNonNull(comment)));
            explainedTo = depth;
        } else if (!rest.isEmpty()) {
            undocumented.add(key);
        }
        comment = null;
    }

    private String valueOf(String key) {
        var value = values.at("/" + key.replace('.', '/'));
        return value.toString().replace("|", "\\|");
    }
}
