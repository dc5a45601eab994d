package io.llmlab.runner.score;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What an item wants to hear.
///
/// @param target the right answer; the letter of the right choice where there are choices
/// @param others further right answers, beside the target
/// @param choices the texts of the choices, in order; empty where there are none
/// @param choice index of the right choice, or null
/// @param settings of the scorer
public record Expectation(
        String target,
        List<String> others,
        List<String> choices,
        @Nullable Integer choice,
        ScorerSettings settings) {

    public Expectation {
        others = List.copyOf(others);
        choices = List.copyOf(choices);
        if (choice != null && (choice < 0 || choice >= choices.size())) {
            throw new IllegalArgumentException("The right choice is none of the choices");
        }
    }

    Expectation(String target, List<String> choices, @Nullable Integer choice, @Nullable String pattern) {
        this(target, List.of(), choices, choice, ScorerSettings.matching(pattern));
    }

    public static Expectation of(String target) {
        return new Expectation(target, List.of(), List.of(), null, ScorerSettings.NONE);
    }

    /// The right answer as text: that of the choice where there are choices.
    String text() {
        return choice == null ? target : choices.get(choice);
    }

    /// All right answers as texts, of which the best fitting one counts.
    Stream<String> texts() {
        return Stream.concat(Stream.of(text()), others.stream());
    }

    @Nullable
    String pattern() {
        return settings.pattern();
    }
}
