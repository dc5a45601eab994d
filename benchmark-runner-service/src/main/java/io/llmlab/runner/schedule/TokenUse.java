package io.llmlab.runner.schedule;

import io.llmlab.runner.model.Model;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Tokens of one request, on average.
///
/// @param source `past_runs` or `text_length`
record TokenUse(double input, double output, String source) {

    private static final double CHARACTERS_A_TOKEN = 4;
    private static final double ANSWER = 250;

    static TokenUse ofPastRuns(double input, double output) {
        return new TokenUse(input, output, "past_runs");
    }

    /// @param characters of an item's text, on average
    static TokenUse ofText(double characters) {
        return new TokenUse(characters / CHARACTERS_A_TOKEN, ANSWER, "text_length");
    }

    /// USD; null where a price is not known.
    @Nullable
    BigDecimal cost(Model model) {
        var inputPrice = model.costPerInputToken();
        var outputPrice = model.costPerOutputToken();
        return inputPrice == null || outputPrice == null
                ? null
                : inputPrice.multiply(BigDecimal.valueOf(input)).add(outputPrice.multiply(BigDecimal.valueOf(output)));
    }
}
