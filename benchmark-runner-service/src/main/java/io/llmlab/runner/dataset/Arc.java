package io.llmlab.runner.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/// ARC (Clark et al. 2018): as Hugging Face's `allenai/ai2_arc` has it, `choices: {text[], label[]}`, and as its
/// authors do, `question: {stem, choices: [{text, label}]}`. Labels are letters in most rows and digits in some.
record Arc() implements Layout {

    private static final String CHOICES = "choices {text[], label[]}";

    @Override
    public String name() {
        return "arc";
    }

    @Override
    public Set<String> columns() {
        return Set.of("id", "question", "choices", "answerKey");
    }

    @Override
    public List<String> lacks(Row row) {
        var lacks = new ArrayList<>(row.without("question", "answerKey"));
        if (!row.fields().path("question").path("choices").isArray()
                && !row.without("choices").isEmpty()) {
            lacks.add(CHOICES);
        }
        return lacks;
    }

    @Override
    public ObjectNode line(Row row) {
        var line = row.copy();
        var question = row.fields().path("question");
        var texts = line.putArray("choices");
        var labels = new ArrayList<String>();
        if (question.isObject()) {
            line.set("question", question.path("stem"));
            question.path("choices").forEach(choice -> {
                texts.add(choice.path("text"));
                labels.add(choice.path("label").asText());
            });
        } else {
            var choices = row.structure("choices");
            texts.addAll(elements(choices.path("text")));
            elements(choices.path("label")).forEach(label -> labels.add(label.asText()));
        }
        if (labels.isEmpty() || labels.size() != texts.size()) {
            throw row.error("choices", "must be {text[], label[]} with as many labels as texts");
        }
        line.remove("answerKey");
        return line.put("answer", index(row, labels));
    }

    private static int index(Row row, List<String> labels) {
        var key = row.text("answerKey").strip();
        var index = labels.indexOf(key);
        if (index < 0) {
            throw row.error("answerKey", "must be one of %s, not \"%s\"".formatted(String.join(", ", labels), key));
        }
        return index;
    }

    private static List<JsonNode> elements(JsonNode array) {
        return array.isArray()
                ? StreamSupport.stream(array.spliterator(), false).toList()
                : List.of();
    }
}
