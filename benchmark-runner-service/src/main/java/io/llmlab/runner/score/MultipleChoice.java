package io.llmlab.runner.score;

import jakarta.inject.Singleton;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// The answer names the right choice: by its letter, or by its text.
///
/// A letter counts where it stands as an answer does ("B", "(B)", "B.", "answer: B", "the answer is **B**"), never
/// inside a word, and the article of "the answer is a good one" is none. The last such statement counts.
@Singleton
final class MultipleChoice implements Scorer {

    /// "answer is B", "option (C)", "choice: D": what people and models write before the letter. The letter itself is
    /// upper case, or alone at the end of a line, because "a" and "i" are words.
    private static final Pattern STATED = Pattern.compile(
            "(?i:answer|option|choice)(?i:\\s+is|\\s+would\\s+be)?\\s*[:=]?"
                    + "\\s*[*_\"'`(\\[{$\\\\]{0,4}(?:boxed\\{)?([A-Z](?![\\w'])|[a-z](?=[*_\"'`)\\]}.]{0,4}\\s*(?m:$)))");

    /// A letter that is set apart as no word of a sentence is.
    private static final Pattern SET_APART =
            Pattern.compile("[(\\[*]([A-Za-z])[)\\]*]|(?m:^)\\s*([A-Z])\\s*(?:[.):]|(?m:$))|boxed\\{([A-Z])}");

    private static final Pattern ALONE = Pattern.compile("[\\W_]*([A-Za-z])[\\W_]*");

    @Override
    public ScorerType type() {
        return ScorerType.MULTIPLE_CHOICE;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Score score(Expectation expected, String answer) {
        var wanted = expected.choice() == null ? letterOf(expected.target()) : OptionalInt.of(expected.choice());
        var count = expected.choices().isEmpty() ? 26 : expected.choices().size();
        var named = choiceIn(answer.strip(), expected, count);
        return named.isEmpty() || wanted.isEmpty() ? Score.UNPARSED : Score.of(named.getAsInt() == wanted.getAsInt());
    }

    private static OptionalInt letterOf(String target) {
        return target.strip().length() == 1 ? indexOf(target.strip(), 26) : OptionalInt.empty();
    }

    private static OptionalInt choiceIn(String answer, Expectation expected, int count) {
        var alone = ALONE.matcher(answer);
        if (alone.matches()) {
            return indexOf(alone.group(1), count);
        }
        var stated = last(STATED, answer, count);
        if (stated.isPresent()) {
            return stated;
        }
        var setApart = last(SET_APART, answer, count);
        return setApart.isPresent() ? setApart : byText(answer, expected);
    }

    private static OptionalInt last(Pattern pattern, String text, int count) {
        var match = pattern.matcher(text);
        var found = OptionalInt.empty();
        while (match.find()) {
            for (var group = 1; group <= match.groupCount(); group++) {
                var index = match.group(group) == null ? OptionalInt.empty() : indexOf(match.group(group), count);
                found = index.isPresent() ? index : found;
            }
        }
        return found;
    }

    /// The only choice whose text the answer contains; of two of which one contains the other, the longer.
    private static OptionalInt byText(String answer, Expectation expected) {
        var text = ExactMatch.normalise(answer);
        var found = OptionalInt.empty();
        var longest = "";
        for (var index = 0; index < expected.choices().size(); index++) {
            var choice = ExactMatch.normalise(expected.choices().get(index));
            if (!Contains.holds(text, choice) || Contains.holds(longest, choice)) {
                continue;
            }
            if (found.isPresent() && !Contains.holds(choice, longest)) {
                return OptionalInt.empty();
            }
            found = OptionalInt.of(index);
            longest = choice;
        }
        return found;
    }

    private static OptionalInt indexOf(String letter, int count) {
        var index = Character.toUpperCase(letter.charAt(0)) - 'A';
        return index >= 0 && index < count ? OptionalInt.of(index) : OptionalInt.empty();
    }
}
