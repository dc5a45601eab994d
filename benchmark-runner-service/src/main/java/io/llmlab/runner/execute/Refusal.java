package io.llmlab.runner.execute;

import java.util.regex.Pattern;

/// Whether an answer that earned nothing is one in words only: most endpoints do not say that a model refused.
final class Refusal {

    /// How refusals in English begin; deeper in a text the same words mean something else.
    private static final Pattern BEGINNING = Pattern.compile(
            "(?i)^\\W*(?:(?:i['’]m|i am) (?:very |really |so )?sorry\\b|sorry, (?:but )?i\\b|i apologi[sz]e\\b|i (?:can['’]?t|cannot|can not|won['’]t|will not|am unable to|am not able to|must decline)\\b|i['’]m (?:unable|not able) to\\b|as an ai\\b)");

    private static final int LONGEST_BEGINNING = 80;

    private Refusal() {}

    static boolean begins(String answer) {
        var beginning = answer.strip();
        return BEGINNING
                .matcher(beginning.substring(0, Math.min(LONGEST_BEGINNING, beginning.length())))
                .find();
    }
}
