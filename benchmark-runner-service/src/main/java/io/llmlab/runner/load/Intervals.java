package io.llmlab.runner.load;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;

/// Reads how long it is from one run to the next: `90s`, `15m`, `24h`, `1d`, `2w`, or ISO 8601 (`PT24H`, `P1D`).
final class Intervals {

    /// What to say of a text that is none.
    static final String EXPECTED = "must be a length of time such as 90s, 15m, 24h, 1d, 2w or P1D, not '%s'";

    private static final Pattern SHORT = Pattern.compile("(\\d{1,9})(ms|s|m|h|d|w)");
    private static final Pattern WEEKS = Pattern.compile("P(\\d{1,9})W");
    private static final int DAYS_OF_WEEK = 7;

    private Intervals() {}

    /// @throws DateTimeParseException where the text is none
    static Duration parse(String text) {
        var plain = text.strip();
        var match = SHORT.matcher(plain.toLowerCase(Locale.ROOT));
        if (match.matches()) {
            return of(Long.parseLong(match.group(1)), match.group(2));
        }
        var weeks = WEEKS.matcher(plain.toUpperCase(Locale.ROOT));
        return weeks.matches() ? of(Long.parseLong(weeks.group(1)), "w") : Duration.parse(plain);
    }

    private static Duration of(long count, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> Duration.ofDays(DAYS_OF_WEEK * count);
        };
    }
}
