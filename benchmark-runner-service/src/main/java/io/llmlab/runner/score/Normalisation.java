package io.llmlab.runner.score;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;

/// What does not count when two texts are compared. They are applied in the order in which they stand here, whatever
/// the order in which they were named; the last four together are what SQuAD's evaluation does.
public enum Normalisation {
    /// Compatible forms of a character are one (Unicode's NFKC).
    UNICODE {
        @Override
        String applied(String text) {
            return Normalizer.normalize(text, Normalizer.Form.NFKC);
        }
    },
    CASE {
        @Override
        String applied(String text) {
            return text.toLowerCase(Locale.ROOT);
        }
    },
    /// ASCII's 32 punctuation characters are taken out, without a gap.
    PUNCTUATION {
        @Override
        String applied(String text) {
            return PUNCTUATIONS.matcher(text).replaceAll("");
        }
    },
    /// The words a, an and the.
    ARTICLES {
        @Override
        String applied(String text) {
            return ARTICLE.matcher(text).replaceAll(" ");
        }
    },
    /// Any white space is one blank, and none at the ends.
    WHITE_SPACE {
        @Override
        String applied(String text) {
            return SPACE.matcher(text).replaceAll(" ").strip();
        }
    };

    private static final Pattern PUNCTUATIONS = Pattern.compile("[!-/:-@\\[-`{-~]");
    private static final Pattern ARTICLE = Pattern.compile("\\b(?:a|an|the)\\b", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern SPACE = Pattern.compile("[\\s\\x1c-\\x1f]+", Pattern.UNICODE_CHARACTER_CLASS);

    abstract String applied(String text);

    static String all(Collection<Normalisation> chosen, String text) {
        var normal = text;
        for (var one : values()) {
            normal = chosen.contains(one) ? one.applied(normal) : normal;
        }
        return normal;
    }
}
