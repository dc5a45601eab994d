package io.llmlab.runner.score;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an item wants to hear.
///
/// @param target the right answer; the letter of the right choice where there are choices
/// @param choices the texts of the choices, in order; empty where there are none
/// @param choice index of the right choice, or null
/// @param pattern of the regex scorer, or null
public record Expectation(
        String target,
        List<String> choices,
        @Nullable Integer choice,
        @Nullable String pattern) {

    public Expectation {
        choices = List.copyOf(choices);
        if (choice != null && (choice < 0 || choice >= choices.size())) {
            throw new IllegalArgumentException("The right choice is none of the choices");
        }
    }

    public static Expectation of(String target) {
        return new Expectation(target, List.of(), null, null);
    }

    /// The right answer as text: that of the choice where there are choices.
    String text() {
        return choice == null ? target : choices.get(choice);
    }
}
