package io.llmlab.runner.score;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/// The final number of the answer equals the target's.
///
/// The final number is the one behind the last `####` (the form of GSM8K), else the last one of the text. Thousands
/// separators, currency and percent signs do not count; 18 equals 18.0.
///
/// Source of the form: K. Cobbe et al., Training Verifiers to Solve Math Word Problems (2021), arXiv:2110.14168.
@Singleton
final class NumericAnswer implements Scorer {

    private static final String MARK = "####";
    private static final int LONGEST = 400;

    private static final String DIGITS = "(?:\\d{1,3}(?:,\\d{3})++(?!\\d)|\\d++)";

    /// Possessive, so that no input makes it slow. A minus directly behind a number or letter is an operator or a
    /// hyphen.
    private static final Pattern NUMBER = Pattern.compile("(?:(?<![\\p{L}\\d.)])[-\\u2212])?\\p{Sc}?(?:(?<![\\d.])"
            + DIGITS + "(?:\\.\\d++)?+(?:[eE][+-]?\\d{1,3}+(?!\\w))?+|(?<!\\d)\\.\\d++)");

    @Override
    public ScorerType type() {
        return ScorerType.NUMERIC;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Score score(Expectation expected, String answer) {
        var wanted = finalNumber(expected.text());
        return finalNumber(answer)
                .map(found -> Score.of(wanted.isPresent() && found.compareTo(wanted.get()) == 0))
                .orElse(Score.UNPARSED);
    }

    /// Whether every right answer to such an item is a number.
    static boolean isNumber(String target) {
        var mark = target.lastIndexOf(MARK);
        var number = (mark < 0 ? target : target.substring(mark + MARK.length())).strip();
        return number.length() <= LONGEST
                && NUMBER.matcher(
                                number.endsWith("%")
                                        ? number.substring(0, number.length() - 1)
                                                .strip()
                                        : number)
                        .matches();
    }

    static Optional<BigDecimal> finalNumber(String text) {
        var mark = text.lastIndexOf(MARK);
        return mark >= 0 ? firstNumber(text.substring(mark + MARK.length())) : lastNumber(text);
    }

    private static Optional<BigDecimal> firstNumber(String text) {
        var match = NUMBER.matcher(text);
        return match.find() ? read(match.group()) : Optional.empty();
    }

    private static Optional<BigDecimal> lastNumber(String text) {
        var match = NUMBER.matcher(text);
        Optional<BigDecimal> last = Optional.empty();
        while (match.find()) {
            last = read(match.group());
        }
        return last;
    }

    private static Optional<BigDecimal> read(String number) {
        if (number.length() > LONGEST) {
            return Optional.empty();
        }
        return Optional.of(
                new BigDecimal(number.replace('\u2212', '-').replace(",", "").replaceAll("\\p{Sc}", "")));
    }
}
