package io.llmlab.alert.signal;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/// A regular expression whose time grows with the text alone (RE2), and whose size is bounded: repetitions within
/// repetitions would multiply it.
public record SafePattern(Pattern pattern) {

    private static final int MOST_REPETITIONS = 100;
    private static final java.util.regex.Pattern COUNTED =
            java.util.regex.Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?}");

    /// @throws IllegalArgumentException where it is none, or one that would take too much memory
    public static SafePattern of(String text) {
        if (repetitions(text) > MOST_REPETITIONS) {
            throw new IllegalArgumentException(
                    "the value repeats too often: the counts in braces may multiply to %d".formatted(MOST_REPETITIONS));
        }
        try {
            return new SafePattern(Pattern.compile(text));
        } catch (PatternSyntaxException broken) {
            throw new IllegalArgumentException(
                    "the value is no regular expression (RE2): %s '%s'"
                            .formatted(broken.getDescription(), broken.getPattern()),
                    broken);
        }
    }

    public boolean fits(String text) {
        return pattern.matches(text);
    }

    /// As if all of them stood within each other, which is the worst that can be.
    private static long repetitions(String text) {
        var product = 1L;
        var counts = COUNTED.matcher(text);
        while (counts.find() && product <= MOST_REPETITIONS) {
            var least = Long.parseLong(counts.group(1));
            var most = counts.group(2) == null || counts.group(2).isEmpty() ? least : Long.parseLong(counts.group(2));
            product *= Math.max(1, Math.max(least, most));
        }
        return product;
    }
}
