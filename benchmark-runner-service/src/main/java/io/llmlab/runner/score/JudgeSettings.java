package io.llmlab.runner.score;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who judges for `llm_judge`, by what, and in which words.
///
/// @param model id or name of a registered model
/// @param rubric what is to be looked at, with `{answer}` and perhaps `{question}` and `{reference}`
/// @param temperature sent where given
public record JudgeSettings(
        String model,
        String rubric,
        JudgeScale scale,
        @Nullable Double temperature) {

    static final String DEFAULT_RUBRIC = """
            A question was put to somebody:
            {question}

            This is known to be right:
            {reference}

            This was answered:
            {answer}

            The answer is correct if it says what is known to be right. Other words, more detail and another form do not \
            count against it; a contradiction does.""";

    static final Set<String> FIELDS = Set.of("model", "rubric", "scale", "temperature");

    private static final int LONGEST_RUBRIC = 20_000;
    private static final int LONGEST_NAME = 255;

    public JudgeSettings {
        require(
                !model.isBlank() && model.length() <= LONGEST_NAME,
                "needs a model: the id or name of the registered one that judges");
        require(rubric.length() <= LONGEST_RUBRIC, "has a rubric of over %d characters".formatted(LONGEST_RUBRIC));
        require(
                rubric.contains("{answer}"),
                "has a rubric without {answer}, which is replaced by what is to be judged");
        require(
                temperature == null || (temperature >= 0 && temperature <= 2),
                "has a temperature that is not from 0 to 2");
    }

    /// @param wire an object with at least `model`
    /// @throws IllegalArgumentException saying what is allowed
    static JudgeSettings read(JsonNode wire) {
        var model = wire.path("model");
        var rubric = wire.path("rubric");
        var temperature = wire.path("temperature");
        require(model.isTextual() || model.isIntegralNumber(), "needs a model: the id or name of the one that judges");
        require(isAbsent(rubric) || rubric.isTextual(), "has a rubric that is no string");
        require(isAbsent(temperature) || temperature.isNumber(), "has a temperature that is no number");
        return new JudgeSettings(
                model.asText(),
                isAbsent(rubric) ? DEFAULT_RUBRIC : rubric.textValue(),
                isAbsent(wire.path("scale")) ? JudgeScale.DEFAULT : JudgeScale.read(wire.path("scale")),
                isAbsent(temperature) ? null : temperature.doubleValue());
    }

    /// As it is read.
    void describe(Map<String, Object> object) {
        object.put("model", model);
        object.put("rubric", rubric);
        object.put("scale", scale.wire());
        if (temperature != null) {
            object.put("temperature", temperature);
        }
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
