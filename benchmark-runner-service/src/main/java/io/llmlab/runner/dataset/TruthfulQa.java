package io.llmlab.runner.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// TruthfulQA (Lin et al. 2022), as the multiple choice MC1 of its authors: the best answer among the incorrect
/// ones. The columns are those of the `generation` part (in the authors' CSV file, lists are separated by `;`) or
/// `mc1_targets` of the `multiple_choice` part.
///
/// In the source the right answer stands first or apart. The choices are therefore put into the order of a hash
/// of question and choice, which gives no letter away and is the same in each upload.
record TruthfulQa() implements Layout {

    private static final Pattern SEPARATOR = Pattern.compile(";");

    @Override
    public String name() {
        return "truthfulqa";
    }

    @Override
    public Set<String> columns() {
        return Set.of(
                "type", "category", "question", "best_answer", "correct_answers", "incorrect_answers", "mc1_targets");
    }

    @Override
    public List<String> lacks(Row row) {
        return row.without("mc1_targets").isEmpty()
                ? row.without("question")
                : row.without("question", "best_answer", "incorrect_answers");
    }

    @Override
    public ObjectNode line(Row row) {
        var best = row.without("mc1_targets").isEmpty()
                ? bestOf(row)
                : row.text("best_answer").strip();
        var wrong = row.without("mc1_targets").isEmpty() ? targets(row, 0) : texts(row, "incorrect_answers");
        if (best.isEmpty()) {
            throw row.error("best_answer", "must not be empty");
        }
        var others = wrong.filter(answer -> !answer.equals(best)).toList();
        if (others.isEmpty()) {
            throw row.error("incorrect_answers", "must have at least one text that is not empty");
        }
        var choices = Stream.concat(Stream.of(best), others.stream())
                .distinct()
                .sorted(Comparator.comparing(choice -> hash(row.text("question"), choice)))
                .toList();
        return line(row, choices, choices.indexOf(best));
    }

    private static ObjectNode line(Row row, List<String> choices, int answer) {
        var line = row.copy();
        for (var field : List.of("correct_answers", "incorrect_answers")) {
            if (line.hasNonNull(field)) {
                var texts = line.putArray(field);
                texts(row, field).forEach(texts::add);
            }
        }
        line.remove(List.of("mc1_targets", "mc2_targets"));
        choices.forEach(line.putArray("choices")::add);
        return line.put("answer", answer);
    }

    private static String bestOf(Row row) {
        var right = targets(row, 1).toList();
        if (right.size() != 1) {
            throw row.error("mc1_targets", "must be {choices[], labels[]} with exactly one label 1");
        }
        return right.getFirst();
    }

    private static Stream<String> targets(Row row, int label) {
        var targets = row.structure("mc1_targets");
        var labels = targets.path("labels");
        var choices = targets.path("choices");
        return IntStream.range(0, Math.min(labels.size(), choices.size()))
                .filter(index -> labels.path(index).asInt(-1) == label)
                .mapToObj(index -> choices.path(index).asText().strip())
                .filter(choice -> !choice.isEmpty());
    }

    /// Without those that are empty, of which the source has some.
    private static Stream<String> texts(Row row, String field) {
        var value = row.fields().path(field);
        var isSeparated = row.isCsv() && !value.asText().strip().startsWith("[");
        var texts = isSeparated ? SEPARATOR.splitAsStream(row.text(field)) : elements(row, field);
        return texts.map(String::strip).filter(text -> !text.isEmpty());
    }

    private static Stream<String> elements(Row row, String field) {
        var list = row.structure(field);
        if (!list.isArray() || !StreamSupport.stream(list.spliterator(), false).allMatch(JsonNode::isTextual)) {
            throw row.error(field, "must be an array of texts");
        }
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText);
    }

    private static String hash(String question, String choice) {
        var text = (question + "\n" + choice).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(ItemKey.sha256().digest(text));
    }
}
