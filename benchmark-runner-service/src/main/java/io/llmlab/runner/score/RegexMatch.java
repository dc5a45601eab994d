package io.llmlab.runner.score;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A regular expression finds the answer.
///
/// With a pattern that has a group, what the group held at its last match must be the target (as in
/// [ExactMatch]); with one that has none, a match is enough. Without a pattern each item's target is its pattern.
/// `.` matches line breaks only where the pattern says so (`(?s)`).
///
/// A match that takes longer than 200 ms (catastrophic backtracking) is given up and counts as unparsed.
@Singleton
final class RegexMatch implements Scorer {

    private static final Duration LONGEST = Duration.ofMillis(200);

    @Override
    public ScorerType type() {
        return ScorerType.REGEX;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public boolean mayTakeTime() {
        return true;
    }

    @Override
    public Score score(Expectation expected, String answer) {
        try {
            var pattern = Pattern.compile(expected.pattern() == null ? expected.target() : expected.pattern());
            return match(pattern, expected, new TimedText(answer, System.nanoTime() + LONGEST.toNanos()));
        } catch (PatternSyntaxException | TimedText.TimeOver | StackOverflowError unusable) {
            return Score.UNPARSED;
        }
    }

    private static Score match(Pattern pattern, Expectation expected, TimedText answer) {
        var match = pattern.matcher(answer);
        if (expected.pattern() == null || match.groupCount() == 0) {
            return match.find() ? Score.of(true) : expected.pattern() == null ? Score.of(false) : Score.UNPARSED;
        }
        String last = null;
        while (match.find()) {
            last = match.group(1) == null ? last : match.group(1);
        }
        return last == null
                ? Score.UNPARSED
                : Score.of(ExactMatch.normalise(last).equals(ExactMatch.normalise(expected.text())));
    }
}
