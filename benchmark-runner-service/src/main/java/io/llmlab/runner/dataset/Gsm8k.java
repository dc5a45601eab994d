package io.llmlab.runner.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// GSM8K (Cobbe et al. 2021, github.com/openai/grade-school-math): a question, and a worked solution that ends
/// with the answer behind `####`.
record Gsm8k() implements Layout {

    private static final Pattern SOLUTION = Pattern.compile("####\\s*(?<answer>[^#]*\\S)\\s*$");
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\$?\\s*[\\d,]*\\.?\\d+");
    private static final String ANSWER = "an answer that ends in #### and the number";

    @Override
    public String name() {
        return "gsm8k";
    }

    @Override
    public Set<String> columns() {
        return Set.of("question", "prompt", "answer");
    }

    @Override
    public List<String> lacks(Row row) {
        var lacks = new ArrayList<String>();
        if (row.without("question", "prompt").size() == 2) {
            lacks.add("question");
        }
        if (row.without("choices", "target").size() < 2
                || finalAnswer(row.text("answer")).isEmpty()) {
            lacks.add(ANSWER);
        }
        return lacks;
    }

    @Override
    public ObjectNode line(Row row) {
        if (finalAnswer(row.text("answer")).isEmpty()) {
            throw row.error("answer", "must end in #### and the number, as that of the first row does");
        }
        return row.copy();
    }

    /// The answer behind a worked solution, a number without its separators of thousands and dollar sign.
    static Optional<String> finalAnswer(String solution) {
        var worked = SOLUTION.matcher(solution);
        return worked.find() ? Optional.of(plain(worked.group("answer"))) : Optional.empty();
    }

    private static String plain(String answer) {
        return NUMBER.matcher(answer).matches()
                ? answer.replace(",", "").replace("$", "").replace(" ", "")
                : answer;
    }
}
